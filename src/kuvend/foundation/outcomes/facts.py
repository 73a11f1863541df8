from dataclasses import dataclass
from typing import ClassVar

from kuvend.foundation.record.facts import Digest, FactData, Subject


@dataclass(frozen=True, kw_only=True)
class OutcomeTextPublished(FactData):
    """A version of the words of a commitment, milestone or section was published."""

    type: ClassVar[str] = "outcome_text_published"
    outcome: Subject
    process: Subject
    kind: str
    version: int
    text: Digest
