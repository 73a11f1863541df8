"""When the numbers that are shown were released, and when they may move again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kuvend.participation.deliberation.models import Deliberation, Release
from kuvend.participation.deliberation.releases.rounding import STEP
from kuvend.participation.deliberation.releases.rules import slot_of, step


@dataclass(frozen=True)
class Steps:
    """What a page says of its numbers; `next_at` is the earliest moment of the next release, None for now or never.

    `minimum`: voters from whom on numbers show; `people`: whose ballots two releases differ by, at least.
    """

    released_at: datetime | None
    next_at: datetime | None
    final: bool
    closed: bool
    minimum: int
    people: int
    rounded_to: int = STEP


def steps_of(deliberation: Deliberation, release: Release | None, *, at: datetime) -> Steps:
    """Return when the numbers of a deliberation moved last, and when they may move next."""
    rule = step()
    closed = at >= deliberation.activity.end
    activity = deliberation.activity
    next_at = slot_of(at, since=activity.opens_at) + rule.every
    return Steps(
        released_at=release.computed_at if release else None,
        next_at=None if closed or release is None else min(next_at, activity.end),
        final=bool(release and release.final),
        closed=closed,
        minimum=max(deliberation.minimum_voters, rule.people),
        people=rule.people,
    )
