"""What a stage's gate can ask about answers."""

from __future__ import annotations

from datetime import datetime

from kuvend.foundation.processes.models import Stage
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty


def all_answered(stage: Stage, at: datetime) -> bool:
    """Hold when every contribution of the stage's process that is owed an answer has one (OGP, MR-4.1)."""
    return not Duty.objects.filter(state=DutyState.OPEN, contribution__activity__process_id=stage.process_id).exists()
