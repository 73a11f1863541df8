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


@dataclass(frozen=True, kw_only=True)
class OutcomeSucceeded(FactData):
    """A text continues in others (`kind` says how), or is left aside: then it has no successors."""

    type: ClassVar[str] = "outcome_succeeded"
    label = _("It was published where a text continues")
    way = Silent("about a text; where words landed in it, its succession tells the step, with this fact as proof")
    outcome: Subject
    successors: tuple[Subject, ...]
    kind: str
    reason: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class SuccessionUndone(FactData):
    """What was said of where a text continues no longer holds."""

    type: ClassVar[str] = "succession_undone"
    label = _("It was taken back where a text continues")
    way = Silent("about a text; its page no longer says where it continues")
    outcome: Subject
    successors: tuple[Subject, ...]
    reason: Digest | None = None
