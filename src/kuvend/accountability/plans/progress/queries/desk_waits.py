"""How much of plans waits for an official at the desk."""

from __future__ import annotations

from datetime import datetime

from kuvend.accountability.plans.models import Commitment
from kuvend.accountability.plans.progress.queries.assessing import assessed_by
from kuvend.accountability.plans.progress.queries.desk_reports import milestones_to_report
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import Waiting


def reports_missing(actor: Actor, at: datetime) -> Waiting:
    """Count the reports that the actor owes on half-years that are over; one statement."""
    late = [row for row in milestones_to_report(actor, today=local_date(at)) if row.missing]
    days = [row.period.on_date for row in late if row.period]
    return Waiting(sum(row.missing for row in late), min(days, default=None))


def commitments_unassessed(actor: Actor, at: datetime) -> Waiting:
    """Count the commitments that the actor assesses and that nobody has assessed; one statement."""
    return Waiting(Commitment.objects.filter(assessed_by(actor), assessments=None).count())
