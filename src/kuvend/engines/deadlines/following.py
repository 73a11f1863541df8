"""What follows when something in a row ends later than planned, in working days.

The rule: whatever follows keeps its number of working days and its distance, in working days, from what stands before
it, and begins on a working day; where that is no later than its announced days, these stand. An earlier end moves
nothing: people rely on the days that were announced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kuvend.engines.deadlines import due_date, is_working_day, working_days_between

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """A first and a last day, both included."""

    first: date
    last: date


def shifted(day: date, working_days: int, *, country: str = "AL") -> date:
    """Return the day so many working days after `day`, or before it when negative; `day` itself for none."""
    while working_days < 0:
        day -= DAY
        working_days += is_working_day(day, country=country)
    return due_date(day, working_days, country=country)


def following(before: Days, moved_to: Days, after: Iterable[Days], *, country: str = "AL") -> list[Days]:
    """Return the new days of `after`, in their order, when what stood on `before` now stands on `moved_to`.

    Nothing moves when the new end is not later.
    """
    rest = list(after)
    if moved_to.last <= before.last:
        return rest
    new_days = []
    for days in rest:
        new = _next(before, moved_to, days, country)
        new_days.append(new)
        before, moved_to = days, new
    return new_days


def within(day: date, old: Days, new: Days, *, country: str = "AL") -> date:
    """Return the day that stands in `new` as `day` stood in `old`: as many working days from its beginning."""
    return shifted(new.first, working_days_between(old.first, day, country=country), country=country)


def _next(before: Days, moved_to: Days, days: Days, country: str) -> Days:
    distance = working_days_between(before.last, days.first, country=country)
    if days.first > before.last:
        distance = max(distance, 1)  # it began after the other's end, on a free day perhaps: it still begins after it
    first = shifted(moved_to.last, distance, country=country)
    if first < days.first:  # it was announced for a free day, and the end is late by free days alone
        return days
    length = max(working_days_between(days.first - DAY, days.last, country=country), 1)
    return Days(first, max(first, due_date(first - DAY, length, country=country)))
