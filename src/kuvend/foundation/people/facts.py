from dataclasses import dataclass
from typing import ClassVar

from kuvend.foundation.record.facts import FactData, Subject


@dataclass(frozen=True, kw_only=True)
class MandateGiven(FactData):
    """Somebody was given a role; who it is stays out of the record."""

    type: ClassVar[str] = "mandate_given"
    mandate: Subject
    institution: Subject | None
    role: str
    scope: str
    from_date: str
    to_date: str


@dataclass(frozen=True, kw_only=True)
class MandateEnded(FactData):
    """A role ended before or on its last day."""

    type: ClassVar[str] = "mandate_ended"
    mandate: Subject
    institution: Subject | None
    role: str
    scope: str
    to_date: str
