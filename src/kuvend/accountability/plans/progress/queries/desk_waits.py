"""How much of plans waits for an official at the desk."""

from __future__ import annotations

from datetime import datetime

from kuvend.accountability.plans.models import Commitment
from kuvend.accountability.plans.progress.queries.assessing import assessed_by
from kuvend.foundation.outcomes.models import of_its_process
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import Waiting


def commitments_unassessed(actor: Actor, at: datetime) -> Waiting:
    """Count the commitments of plans that the actor assesses and nobody has assessed yet; one statement."""
    waiting = Commitment.objects.filter(assessed_by(actor), of_its_process("outcome__"), assessments=None)
    return Waiting(waiting.count())
