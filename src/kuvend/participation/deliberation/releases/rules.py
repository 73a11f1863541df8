"""When a release may come and whose ballots it takes, so that two releases never differ by a few people.

Every rule is about *whose* ballots changed between two releases (who voted, voted again, or went with the account):
fewer than `Step.people` never do. While it is open, as many ballots as that stay out of each release, so that the last
one, which takes all, differs from it by as many. Nothing else makes a release: a statement that was withdrawn, hidden,
merged or classified, or another number of groups, waits for the ballots of the next one, since people who change groups
by it would show as if their ballots had changed (`kuvend.engines.opinion.staying`).

When one may come is fixed beforehand, in even steps from the opening: the moment of a release would else be that of
the vote after which there were enough. Whether it comes is asked once at each such slot, of the ballots as they were
then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings


@dataclass(frozen=True)
class Step:
    """At least so long between two releases, so many people, and so long after somebody's latest answer."""

    every: timedelta
    people: int
    sitting: timedelta


@dataclass(frozen=True)
class Waiting:
    """Whose ballot is not as the latest release counts it, by their latest answer, and how many of those left."""

    people: Sequence[tuple[int, datetime]]
    departed: int

    @property
    def size(self) -> int:
        """How many ballots would differ if a release took all of them."""
        return len(self.people) + self.departed


def step() -> Step:
    """Return the step of this instance."""
    every, people, sitting = settings.KUVEND_RELEASE
    return Step(timedelta(minutes=every), people, timedelta(minutes=sitting))


def slot_of(at: datetime, *, since: datetime) -> datetime:
    """Return the latest moment by `at` at which a release may come: `since`, and every whole step from it."""
    every = step().every
    return since + (at - since) // every * every


def taken_while_open(waiting: Waiting, *, at: datetime, latest: datetime | None, minimum: int) -> list[int]:
    """Return whose ballots a release at `at` takes while people vote; nobody's when it is to be held back.

    Args:
        latest: when the latest release came, None before the first.
        minimum: voters from whom on numbers are shown.
    """
    rule = step()
    if latest is not None and at < latest + rule.every:
        return []
    rested = [person for person, last in waiting.people if last <= at - rule.sitting]
    take = rested[: max(0, len(waiting.people) - rule.people)]
    if latest is None:
        return take if len(take) >= max(minimum, rule.people) else []
    return take if take and len(take) + waiting.departed >= rule.people else []


def may_close(waiting: Waiting, *, released: bool, minimum: int) -> bool:
    """Tell whether there may be a release that takes all ballots after closing, since enough people changed theirs."""
    if not released:
        return len(waiting.people) >= max(minimum, step().people)
    return waiting.size >= step().people
