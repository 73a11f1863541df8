from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.way import OnTheWay, Silent


@dataclass(frozen=True, kw_only=True)
class ResponsePublished(FactData):
    """An institution answered; one fact, however many it answers."""

    type: ClassVar[str] = "response_published"
    label = _("An answer was published")
    way = Silent("`contribution_answered` is the step, once for each contribution")
    response: Subject
    institution: Subject
    process: Subject
    verdict: str
    answers: int
    text: Digest


@dataclass(frozen=True, kw_only=True)
class ContributionAnswered(FactData):
    """One contribution has its answer, in time or so many working days late.

    The response and its institution are codes here: they are the subjects of the one `response_published`.
    """

    type: ClassVar[str] = "contribution_answered"
    label = _("A contribution was answered")
    way = OnTheWay(_("Answered"))
    contribution: Subject
    response: str
    institution: str
    verdict: str
    due_date: str
    working_days_late: int


@dataclass(frozen=True, kw_only=True)
class WordsLanded(FactData):
    """The words that a response answers went into a version of an outcome's text."""

    type: ClassVar[str] = "words_landed"
    label = _("Words went into a text")
    way = OnTheWay(_("Landed in a text"))
    response: Subject
    outcome: Subject
    version: int


@dataclass(frozen=True, kw_only=True)
class ResponseCorrected(FactData):
    """A published response was corrected; the earlier version stays readable."""

    type: ClassVar[str] = "response_corrected"
    label = _("An answer was corrected")
    way = OnTheWay(_("Answer corrected"))
    response: Subject
    institution: Subject
    version: int
    verdict: str
    text: Digest


@dataclass(frozen=True, kw_only=True)
class DutyPassedOn(FactData):
    """Another institution must answer now, by the same day."""

    type: ClassVar[str] = "duty_passed_on"
    label = _("The duty to answer was passed on")
    way = OnTheWay(
        _("Passed on"), note=_("%(to_institution)s answers instead of %(from_institution)s, by the same day.")
    )
    contribution: Subject
    from_institution: Subject
    to_institution: Subject
