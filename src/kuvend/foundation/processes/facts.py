from dataclasses import dataclass
from typing import ClassVar

from kuvend.foundation.record.facts import FactData, Subject


@dataclass(frozen=True, kw_only=True)
class GateItemConfirmed(FactData):
    """Evidence for a condition of a stage was named."""

    type: ClassVar[str] = "gate_item_confirmed"
    gate_item: Subject
    stage: Subject


@dataclass(frozen=True, kw_only=True)
class StageOpened(FactData):
    """A stage opened, its conditions held."""

    type: ClassVar[str] = "stage_opened"
    stage: Subject
    process: Subject


@dataclass(frozen=True, kw_only=True)
class StageClosed(FactData):
    """A stage closed, its conditions held."""

    type: ClassVar[str] = "stage_closed"
    stage: Subject
    process: Subject


@dataclass(frozen=True, kw_only=True)
class ActivityPublished(FactData):
    """A way to take part was announced, with its rules."""

    type: ClassVar[str] = "activity_published"
    activity: Subject
    process: Subject
    kind: str
    opens_at: str
    closes_at: str
    answer_working_days: int
    moderation: str
