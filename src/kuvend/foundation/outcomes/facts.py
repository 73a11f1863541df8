from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.way import Silent


@dataclass(frozen=True, kw_only=True)
class OutcomeTextPublished(FactData):
    """A version of the words of a commitment, milestone or section was published."""

    type: ClassVar[str] = "outcome_text_published"
    label = _("A text was published")
    way = Silent("about a text; where words went into it, `words_landed` is the step")
    outcome: Subject
    process: Subject
    kind: str
    version: int
    text: Digest
