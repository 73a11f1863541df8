"""What the record says of obligations; what was done about their subjects is told by facts of the subjects' rooms."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import FactData, Subject
from kuvend.foundation.record.way import Silent

BY_ITS_ROOM = Silent("the room that owes the deed tells of it")


@dataclass(frozen=True, kw_only=True)
class AboutObligation:
    """What every one of these facts names: the obligation, what it is about, who owes it, which deed."""

    obligation: Subject
    subject: Subject
    institution: Subject | None = None
    deed: str


@dataclass(frozen=True, kw_only=True)
class ObligationBegun(AboutObligation, FactData):
    """A deed is owed by a day; `clock` and `calendar` name the versions of rule and holidays it was computed from."""

    type: ClassVar[str] = "obligation_begun"
    label = _("An obligation began")
    way = BY_ITS_ROOM
    due_date: str
    clock: str
    calendar: str | None = None


@dataclass(frozen=True, kw_only=True)
class ObligationExtended(AboutObligation, FactData):
    """The time for a deed was lengthened, by an act."""

    type: ClassVar[str] = "obligation_extended"
    label = _("The time for an obligation was extended")
    way = BY_ITS_ROOM
    act: str
    due_date: str
    clock: str
    calendar: str | None = None


@dataclass(frozen=True, kw_only=True)
class ObligationPaused(AboutObligation, FactData):
    """The days of a deed are not counted from an act on."""

    type: ClassVar[str] = "obligation_paused"
    label = _("The days of an obligation are no longer counted")
    way = BY_ITS_ROOM
    act: str


@dataclass(frozen=True, kw_only=True)
class ObligationResumed(AboutObligation, FactData):
    """The days of a deed are counted again from the next day on."""

    type: ClassVar[str] = "obligation_resumed"
    label = _("The days of an obligation are counted again")
    way = BY_ITS_ROOM
    due_date: str
    clock: str
    calendar: str | None = None


@dataclass(frozen=True, kw_only=True)
class ObligationTransferred(AboutObligation, FactData):
    """Another institution owes a deed now."""

    type: ClassVar[str] = "obligation_transferred"
    label = _("An obligation passed to another institution")
    way = BY_ITS_ROOM
    from_institution: Subject
    due_date: str
    clock: str
    calendar: str | None = None


@dataclass(frozen=True, kw_only=True)
class ObligationMet(AboutObligation, FactData):
    """A deed that was owed was done, in time or so many working days late."""

    type: ClassVar[str] = "obligation_met"
    label = _("An obligation was met")
    way = BY_ITS_ROOM
    due_date: str
    working_days_late: int


@dataclass(frozen=True, kw_only=True)
class ObligationLapsed(AboutObligation, FactData):
    """A deed is no longer owed, by an act."""

    type: ClassVar[str] = "obligation_lapsed"
    label = _("An obligation no longer holds")
    way = BY_ITS_ROOM
    act: str


@dataclass(frozen=True, kw_only=True)
class ObligationAppealed(AboutObligation, FactData):
    """Somebody appealed about a deed; `appeal` is the obligation to decide."""

    type: ClassVar[str] = "obligation_appealed"
    label = _("An appeal was lodged about an obligation")
    way = BY_ITS_ROOM
    appeal: Subject
