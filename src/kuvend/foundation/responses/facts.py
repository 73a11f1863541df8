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
    """The words that a response answers went into a version of an outcome's text, which came after them."""

    type: ClassVar[str] = "words_landed"
    label = _("Words went into a text")
    way = OnTheWay(_("Landed in a text"), note=_("Text: %(outcome)s"))
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
    taken_back: int | None = None


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
    reason: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class DutyTakenBack(FactData):
    """Who passed a duty on took it back within the hour."""

    type: ClassVar[str] = "duty_taken_back"
    label = _("A duty to answer was taken back")
    way = OnTheWay(_("Taken back"), note=_("%(institution)s took it back from %(from_institution)s and answers it."))
    contribution: Subject
    institution: Subject
    from_institution: Subject


@dataclass(frozen=True, kw_only=True)
class DutyHandedBack(FactData):
    """Who was passed a duty gave it back, once, with a reason."""

    type: ClassVar[str] = "duty_handed_back"
    label = _("A duty to answer was handed back")
    way = OnTheWay(_("Handed back"), note=_("%(to_institution)s answers again: %(from_institution)s handed it back."))
    contribution: Subject
    from_institution: Subject
    to_institution: Subject
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class LandingPromised(FactData):
    """The text of an outcome is to change at a passage of the named version by a day; nothing has changed yet."""

    type: ClassVar[str] = "landing_promised"
    label = _("A change of a text was promised")
    way = OnTheWay(
        _("A change was promised"), note=_("%(outcome)s: the text is to change by %(due_date)s."), tint="wait"
    )
    response: Subject
    outcome: Subject
    version: int
    due_date: str
    passage: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class LandingProposed(FactData):
    """A change of another institution's text was proposed to it."""

    type: ClassVar[str] = "landing_proposed"
    label = _("A change of another institution’s text was proposed")
    way = OnTheWay(
        _("A change was proposed"),
        note=_("%(outcome)s: the text of %(institution)s, which has to agree."),
        tint="wait",
    )
    response: Subject
    outcome: Subject
    institution: Subject
    version: int
    passage: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class LandingAgreed(FactData):
    """The institution whose text it is agreed to a proposed change."""

    type: ClassVar[str] = "landing_agreed"
    label = _("A proposed change of a text was agreed to")
    way = OnTheWay(_("The proposal was agreed to"), note=_("%(institution)s agreed to change its text: %(outcome)s"))
    response: Subject
    outcome: Subject
    institution: Subject


@dataclass(frozen=True, kw_only=True)
class LandingRefused(FactData):
    """The institution whose text it is refused a proposed change, with its reason."""

    type: ClassVar[str] = "landing_refused"
    label = _("A proposed change of a text was refused")
    way = OnTheWay(
        _("The proposal was refused"), note=_("%(institution)s does not change its text: %(outcome)s"), tint="stop"
    )
    response: Subject
    outcome: Subject
    institution: Subject
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class LandingTakenBack(FactData):
    """A corrected answer no longer says it of a text: what it promised, proposed or counted there does not hold."""

    type: ClassVar[str] = "landing_taken_back"
    label = _("What an answer said about a text was taken back")
    way = OnTheWay(
        _("The change was taken back"),
        note=_("%(outcome)s: what the answer said about this text before no longer holds."),
        tint="stop",
    )
    response: Subject
    outcome: Subject


@dataclass(frozen=True, kw_only=True)
class PromiseKept(FactData):
    """A promised change came with a version of the text, in time or so many working days late."""

    type: ClassVar[str] = "promise_kept"
    label = _("A promised change of a text came")
    way = Silent("`words_landed` is the step: it comes at the same moment")
    response: Subject
    outcome: Subject
    version: int
    due_date: str
    working_days_late: int


@dataclass(frozen=True, kw_only=True)
class ActivityAnswered(FactData):
    """All that was said in an activity has its one answer, in time or so many working days late."""

    type: ClassVar[str] = "activity_answered"
    label = _("All that was said in an activity was answered")
    way = OnTheWay(_("Answered, with all others"))
    activity: Subject
    response: Subject
    institution: str
    verdict: str
    answers: int
    due_date: str
    working_days_late: int
