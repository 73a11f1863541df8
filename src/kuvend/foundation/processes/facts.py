from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import Digest, FactData, PersonalDigest, Subject
from kuvend.foundation.record.way import Silent


@dataclass(frozen=True, kw_only=True)
class StandingProcessSetUp(FactData):
    """A process without a last day was set up; a plan's process comes with its plan. `document` seals its words."""

    type: ClassVar[str] = "standing_process_set_up"
    label = _("A standing process was set up")
    way = Silent("about a process, not about what somebody said")
    process: Subject
    from_date: str
    document: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class StandingProcessCorrected(FactData):
    """What a standing process is called or for, or its first day, was corrected; `document` seals that and why."""

    type: ClassVar[str] = "standing_process_corrected"
    label = _("A standing process was corrected")
    way = Silent("about a process, not about what somebody said")
    process: Subject
    version: int
    from_date: str
    document: Digest


@dataclass(frozen=True, kw_only=True)
class StandingProcessEnded(FactData):
    """A standing process was ended, and with it the ways to take part that were left; `reason` seals why."""

    type: ClassVar[str] = "standing_process_ended"
    label = _("A standing process was ended")
    way = Silent("about a process, not about what somebody said")
    process: Subject
    activities: int
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class GateItemConfirmed(FactData):
    """Evidence for a condition of a stage was named; `evidence` seals its name and address."""

    type: ClassVar[str] = "gate_item_confirmed"
    label = _("A condition of a stage was confirmed")
    way = Silent("about a stage, not about what somebody said")
    gate_item: Subject
    stage: Subject
    version: int | None = None
    evidence: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class StageOpened(FactData):
    """A stage opened, its conditions held; with less notice than is asked for, a reason stands with it."""

    type: ClassVar[str] = "stage_opened"
    label = _("A stage was opened")
    way = Silent("about a stage, not about what somebody said")
    stage: Subject
    process: Subject
    notice_days: int | None = None
    early_reason: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class StageClosed(FactData):
    """A stage closed, its conditions held."""

    type: ClassVar[str] = "stage_closed"
    label = _("A stage was closed")
    way = Silent("about a stage, not about what somebody said")
    stage: Subject
    process: Subject


@dataclass(frozen=True, kw_only=True)
class ActivityPublished(FactData):
    """A way to take part was announced, with its rules; `document` seals its words and days."""

    type: ClassVar[str] = "activity_published"
    label = _("An activity was announced")
    way = Silent("about an activity; its page tells of it")
    activity: Subject
    process: Subject
    kind: str
    opens_at: str
    closes_at: str
    answer_working_days: int
    moderation: str
    document: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityMoved(FactData):
    """A way to take part was put on other days, with its stage; `document` seals its words, days and the reason."""

    type: ClassVar[str] = "activity_moved"
    label = _("An activity was rescheduled")
    way = Silent("about an activity; its page tells of it")
    activity: Subject
    process: Subject
    calendar: Subject
    opens_at: str
    closes_at: str
    version: int | None = None
    document: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityCorrected(FactData):
    """The title or the description of a way to take part was corrected; `document` seals them with the reason."""

    type: ClassVar[str] = "activity_corrected"
    label = _("The words of an activity were corrected")
    way = Silent("about an activity; its page tells of it")
    activity: Subject
    process: Subject
    version: int
    document: Digest


@dataclass(frozen=True, kw_only=True)
class ActivityExtended(FactData):
    """A way to take part stays open longer; `document` seals the new days with the reason."""

    type: ClassVar[str] = "activity_extended"
    label = _("An activity stays open longer")
    way = Silent("about an activity; its page tells of it")
    activity: Subject
    process: Subject
    version: int
    closes_at: str
    document: Digest


@dataclass(frozen=True, kw_only=True)
class ActivityClosedEarly(FactData):
    """A way to take part closed before its last day; `document` seals the reason."""

    type: ClassVar[str] = "activity_closed_early"
    label = _("An activity closed early")
    way = Silent("about an activity; its page tells of it")
    activity: Subject
    process: Subject
    version: int
    closes_at: str
    document: Digest


@dataclass(frozen=True, kw_only=True)
class ActivityWithdrawn(FactData):
    """A way to take part was withdrawn before it opened; `document` seals the reason."""

    type: ClassVar[str] = "activity_withdrawn"
    label = _("An activity was withdrawn")
    way = Silent("about an activity; its page tells of it")
    activity: Subject
    process: Subject
    version: int
    document: Digest


@dataclass(frozen=True, kw_only=True)
class StageCalendarPublished(FactData):
    """A version of the days of a process was published; `document` seals all days and the note."""

    type: ClassVar[str] = "stage_calendar_published"
    label = _("The dates of the stages were published")
    way = Silent("about the days of a process, not about what somebody said")
    calendar: Subject
    process: Subject
    version: int
    stages: int
    activities: int
    document: Digest


@dataclass(frozen=True, kw_only=True)
class StageMoved(FactData):
    """The days of a stage changed: they were moved, it closed late, or it follows one that ends later."""

    type: ClassVar[str] = "stage_moved"
    label = _("A stage was rescheduled")
    way = Silent("about the days of a process, not about what somebody said")
    stage: Subject
    process: Subject
    calendar: Subject
    because: str
    old_from_date: str
    old_to_date: str
    new_from_date: str
    new_to_date: str


@dataclass(frozen=True, kw_only=True)
class NameChosen(FactData):
    """Somebody chose how to appear in a process, or went back to the pseudonym; the name itself is only sealed."""

    type: ClassVar[str] = "name_chosen"
    label = _("Somebody chose the name to appear under")
    way = Silent("about a person's face in a process; all of its contributions show the name of now")
    participant: Subject
    text: PersonalDigest
