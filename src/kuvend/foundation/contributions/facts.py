from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import Digest, FactData, PersonalDigest, Subject
from kuvend.foundation.record.way import Link, OnTheWay, Silent


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


@dataclass(frozen=True, kw_only=True)
class ContributionMerged(FactData):
    """Words say what others say: they continue in `into`, which is answered for both."""

    type: ClassVar[str] = "contribution_merged"
    label = _("A contribution was merged into another one")
    way = OnTheWay(
        _("Merged into another contribution"),
        note=_("These words stay as they are. What comes of the other ones is told here, too."),
        link=Link(field="into", page="contribution", text=_("Where it continues")),
        elsewhere={
            "into": OnTheWay(
                _("Another contribution was merged into it"),
                note=_("The answer goes to the authors of both."),
                link=Link(field="contribution", page="contribution", text=_("What was merged")),
            )
        },
    )
    contribution: Subject
    into: Subject
    reason: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class MergeUndone(FactData):
    """Words that were merged into others stand for themselves again."""

    type: ClassVar[str] = "contribution_merge_undone"
    label = _("The merging of a contribution was undone")
    way = OnTheWay(
        _("Stands for itself again"),
        note=_("It is no longer merged into another contribution."),
        elsewhere={
            "into": OnTheWay(
                _("A merging was undone"),
                note=_("The other contribution stands for itself again."),
                link=Link(field="contribution", page="contribution", text=_("What had been merged")),
            )
        },
    )
    contribution: Subject
    into: Subject


@dataclass(frozen=True, kw_only=True)
class ContributionSplit(FactData):
    """Words about several things continue in parts, word for word, each of which is answered."""

    type: ClassVar[str] = "contribution_split"
    label = _("A contribution was split into parts")
    way = OnTheWay(
        _("Split into parts"),
        note=_("Each part is answered. The words stay as they were written, and so does who wrote them."),
        elsewhere={
            "parts": OnTheWay(
                _("Became a part of its own"),
                note=_("It is a part of longer words of the same author, word for word."),
                link=Link(field="contribution", page="contribution", text=_("The whole words")),
            )
        },
    )
    contribution: Subject
    parts: tuple[Subject, ...]
    reason: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class SplitUndone(FactData):
    """Words that were split into parts stand for themselves again; the parts continue in them."""

    type: ClassVar[str] = "contribution_split_undone"
    label = _("The splitting of a contribution was undone")
    way = OnTheWay(
        _("Whole again"),
        note=_("It is no longer split. What was added to the parts stays with them."),
        elsewhere={
            "parts": OnTheWay(
                _("Put together again"),
                note=_("It continues in the whole words of which it is a part."),
                link=Link(field="contribution", page="contribution", text=_("The whole words")),
            )
        },
    )
    contribution: Subject
    parts: tuple[Subject, ...]
