"""Facts for the record's own tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy

from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.way import Silent

LABEL, WAY = gettext_lazy("Stone"), Silent("about stones")
AT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class StoneLaid(FactData):
    """Somebody laid a stone."""

    type: ClassVar[str] = "tests.stone_laid"
    label = LABEL
    way = WAY
    stone: Subject
    beside: tuple[Subject, ...] = ()
    wall: Subject | None = None
    colour: str | None = None
    words: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class WallSeen(FactData):
    """Somebody saw a wall."""

    type: ClassVar[str] = "tests.wall_seen"
    label = LABEL
    way = WAY
    wall: Subject
    height: int = 1


def stones(count: int, *, first: int = 0) -> list[StoneLaid]:
    """Some stones in a row."""
    return [StoneLaid(stone=Subject(f"stone{number:05}")) for number in range(first, first + count)]
