from dataclasses import dataclass
from typing import ClassVar

from kuvend.foundation.record.facts import Digest, FactData, Subject


@dataclass(frozen=True, kw_only=True)
class ContributionReceived(FactData):
    """Somebody said something; its receipt names this fact."""

    type: ClassVar[str] = "contribution_received"
    contribution: Subject
    activity: Subject
    about: Subject | None
    parent: Subject | None
    kind: str
    state: str
    answer_due_date: str
    text: Digest


@dataclass(frozen=True, kw_only=True)
class ContributionEdited(FactData):
    """The author changed the words; the earlier version is kept."""

    type: ClassVar[str] = "contribution_edited"
    contribution: Subject
    version: int
    text: Digest


@dataclass(frozen=True, kw_only=True)
class ContributionPublished(FactData):
    """A moderator let a waiting contribution through, or brought a hidden one back."""

    type: ClassVar[str] = "contribution_published"
    contribution: Subject


@dataclass(frozen=True, kw_only=True)
class ContributionHidden(FactData):
    """A moderator hid a contribution by a house rule."""

    type: ClassVar[str] = "contribution_hidden"
    contribution: Subject
    house_rule: str


@dataclass(frozen=True, kw_only=True)
class ContributionWithdrawn(FactData):
    """The author took the words back."""

    type: ClassVar[str] = "contribution_withdrawn"
    contribution: Subject
