"""Which days have a plan in implementation: the union of the plans' periods, day by day.

Source: «a plan is being implemented at all times», OGP's calendars and deadlines
(https://www.opengovpartnership.org/how-it-works/calendars-and-deadlines/).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby, pairwise

from kuvend.engines.plancheck.spans import Span

DAY = timedelta(days=1)
LONGEST_MONTHS = 48  # no rule set knows a longer plan; a period with one end unknown reaches so far at most


class Cover(Enum):
    """Whether a plan is being implemented on a day."""

    COVERED = "covered"
    UNKNOWN = "unknown"
    GAP = "gap"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A plan's first and last day as far as they are known; None where nothing is told. `name` stands for the plan."""

    name: str
    first: Span | None
    last: Span | None


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days, both ends included, that are all covered, all not covered, or all not known; `names` are their plans."""

    cover: Cover
    first: date
    last: date
    names: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class _Days:
    name: str
    cover: Cover
    first: date
    last: date


def coverage(periods: Iterable[Period], *, until: date | None = None) -> tuple[Stretch, ...]:
    """Return stretches without a hole from the first day that a plan may cover to the last, in time.

    A day is covered when some plan certainly runs on it, not known when one may, else it is a gap. Two stretches
    beside each other differ in cover or in plans.

    Args:
        periods: the plans; one of which neither end is known says nothing of any day and is left out.
        until: a day up to which the last gap reaches when the plans end before (today).
    """
    parts = [part for one in periods for part in _parts(one)]
    if not parts:
        return ()
    end = max(part.last for part in parts)
    if until is not None and until > end:
        end = until
    edges = sorted({_after(end)} | {day for part in parts for day in (part.first, _after(part.last))})
    pieces = [_piece(parts, first, after - DAY) for first, after in pairwise(edges)]
    return tuple(_joined(list(group)) for _key, group in groupby(pieces, key=lambda one: (one.cover, one.names)))


def gaps(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches on which no plan is being implemented, one for each run of days."""
    return tuple(one for one in stretches if one.cover is Cover.GAP)


def _parts(period: Period) -> list[_Days]:
    """Return the days on which a plan may run, and those of them on which it certainly does."""
    first, last = period.first, period.last
    if first is None and last is None:
        return []
    may_first = first.first if first else last.plus(months=-LONGEST_MONTHS, days=1).first  # type: ignore[union-attr]
    may_last = last.last if last else first.plus(months=LONGEST_MONTHS, days=-1).last  # type: ignore[union-attr]
    sure_first = first.last if first else last.first  # type: ignore[union-attr]
    sure_last = last.first if last else first.last  # type: ignore[union-attr]
    parts = [_Days(period.name, Cover.UNKNOWN, may_first, may_last)] if may_first <= may_last else []
    if sure_first <= sure_last:
        parts.append(_Days(period.name, Cover.COVERED, sure_first, sure_last))
    return parts


def _piece(parts: Sequence[_Days], first: date, last: date) -> Stretch:
    """Return the cover of days between two edges: no part begins or ends within them."""
    here = [part for part in parts if part.first <= first and last <= part.last]
    for cover in (Cover.COVERED, Cover.UNKNOWN):
        names = sorted({part.name for part in here if part.cover is cover})
        if names:
            return Stretch(cover=cover, first=first, last=last, names=tuple(names))
    return Stretch(cover=Cover.GAP, first=first, last=last)


def _after(day: date) -> date:
    """Return the next day; nothing counts on from the last one there is."""
    return min(day, date.max - DAY) + DAY


def _joined(pieces: Sequence[Stretch]) -> Stretch:
    return Stretch(cover=pieces[0].cover, first=pieces[0].first, last=pieces[-1].last, names=pieces[0].names)
