from dataclasses import dataclass
from typing import ClassVar

from kuvend.foundation.record.facts import Digest, FactData, Subject


@dataclass(frozen=True, kw_only=True)
class ResponsePublished(FactData):
    """An institution answered; one fact, however many it answers."""

    type: ClassVar[str] = "response_published"
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
    response: Subject
    outcome: Subject
    version: int


@dataclass(frozen=True, kw_only=True)
class ResponseCorrected(FactData):
    """A published response was corrected; the earlier version stays readable."""

    type: ClassVar[str] = "response_corrected"
    response: Subject
    institution: Subject
    version: int
    verdict: str
    text: Digest


@dataclass(frozen=True, kw_only=True)
class DutyPassedOn(FactData):
    """Another institution must answer now, by the same day."""

    type: ClassVar[str] = "duty_passed_on"
    contribution: Subject
    from_institution: Subject
    to_institution: Subject
