from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import FactData, PersonalDigest, Subject
from kuvend.foundation.record.way import OnTheWay, Silent


@dataclass(frozen=True, kw_only=True)
class ContributionReceived(FactData):
    """Somebody said something; its receipt names this fact.

    `calendar`: the version of the legal holidays from which the due date was counted.
    """

    type: ClassVar[str] = "contribution_received"
    label = _("A contribution was received")
    way = OnTheWay(_("Received"), note=_("Receipt given."))
    contribution: Subject
    activity: Subject
    about: Subject | None
    parent: Subject | None
    kind: str
    state: str
    answer_due_date: str
    calendar: str | None = None
    text: PersonalDigest


@dataclass(frozen=True, kw_only=True)
class ContributionEdited(FactData):
    """The author changed the words; the earlier version is kept."""

    type: ClassVar[str] = "contribution_edited"
    label = _("A contribution was changed by its author")
    way = OnTheWay(_("Changed by its author"), note=_("The earlier words are kept."))
    contribution: Subject
    version: int
    text: PersonalDigest


@dataclass(frozen=True, kw_only=True)
class VersionReceived(FactData):
    """The author wrote a new version of published words; a moderator reads it before it takes their place."""

    type: ClassVar[str] = "version_received"
    label = _("A new version of a contribution was received")
    way = OnTheWay(_("New version written"), note=_("A moderator reads it first."))
    contribution: Subject
    version: int
    text: PersonalDigest


@dataclass(frozen=True, kw_only=True)
class VersionPublished(FactData):
    """A moderator read a new version of published words, and it took their place."""

    type: ClassVar[str] = "version_published"
    label = _("A new version of a contribution was read and published")
    way = OnTheWay(_("New version read by a moderator and published"))
    contribution: Subject
    version: int


@dataclass(frozen=True, kw_only=True)
class VersionRefused(FactData):
    """A moderator refused a new version of published words by a house rule; the earlier words stay."""

    type: ClassVar[str] = "version_refused"
    label = _("A new version of a contribution was refused")
    way = OnTheWay(_("New version refused by a moderator"), note=_("By this rule: %(house_rule)s"))
    contribution: Subject
    version: int
    house_rule: str


@dataclass(frozen=True, kw_only=True)
class VersionHidden(FactData):
    """A moderator hid an earlier wording that had stayed public, by a house rule; the present words stay."""

    type: ClassVar[str] = "version_hidden"
    label = _("An earlier wording of a contribution was hidden")
    way = OnTheWay(_("Earlier wording hidden by a moderator"), note=_("By this rule: %(house_rule)s"))
    contribution: Subject
    version: int
    house_rule: str


@dataclass(frozen=True, kw_only=True)
class VersionRestored(FactData):
    """A moderator brought an earlier wording back that had been hidden alone; it stands beside the present words."""

    type: ClassVar[str] = "version_restored"
    label = _("An earlier wording of a contribution was restored")
    way = OnTheWay(_("Earlier wording restored by a moderator"))
    contribution: Subject
    version: int


@dataclass(frozen=True, kw_only=True)
class ContributionPublished(FactData):
    """A moderator let a waiting contribution through, or brought a hidden one back."""

    type: ClassVar[str] = "contribution_published"
    label = _("A contribution was read and published")
    way = OnTheWay(_("Read by a moderator and published"))
    contribution: Subject


@dataclass(frozen=True, kw_only=True)
class ContributionRead(FactData):
    """A moderator read published words, and they stay."""

    type: ClassVar[str] = "contribution_read"
    label = _("A published contribution was read by a moderator")
    way = OnTheWay(_("Read by a moderator"), note=_("It stays published."))
    contribution: Subject
    version: int


@dataclass(frozen=True, kw_only=True)
class ContributionTakenBack(FactData):
    """A moderator took the publication of a contribution back within the hour; it waits again."""

    type: ClassVar[str] = "contribution_taken_back"
    label = _("The publication of a contribution was taken back")
    way = OnTheWay(_("Publication taken back"), note=_("A moderator reads it again."), tint="wait")
    contribution: Subject


@dataclass(frozen=True, kw_only=True)
class ContributionHidden(FactData):
    """A moderator hid a contribution by a house rule."""

    type: ClassVar[str] = "contribution_hidden"
    label = _("A contribution was hidden")
    way = OnTheWay(_("Hidden by a moderator"), note=_("By this rule: %(house_rule)s"), tint="stop")
    contribution: Subject
    house_rule: str


@dataclass(frozen=True, kw_only=True)
class NameRead(FactData):
    """A moderator read the name that stands beside a contribution, and it stands; the name is not in it."""

    type: ClassVar[str] = "name_read"
    label = _("A name was read by a moderator")
    way = Silent("about the name beside the words, which stands there to be seen")
    contribution: Subject


@dataclass(frozen=True, kw_only=True)
class NameHidden(FactData):
    """A moderator hid the name that stood beside a contribution by a house rule; the pseudonym took its place."""

    type: ClassVar[str] = "name_hidden"
    label = _("A name was hidden")
    way = OnTheWay(_("The name beside it was hidden by a moderator"), note=_("By this rule: %(house_rule)s"))
    contribution: Subject
    house_rule: str


@dataclass(frozen=True, kw_only=True)
class ContributionWithdrawn(FactData):
    """The author took the words back."""

    type: ClassVar[str] = "contribution_withdrawn"
    label = _("A contribution was withdrawn")
    way = OnTheWay(_("Withdrawn by its author"))
    contribution: Subject
