"""Days that are known only in part: the first and the last day that a date may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kuvend.engines.formats.days import add_months
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.values import Unknown
from kuvend.engines.plancheck.outcomes import FAILED, PASSED, UNKNOWN, Outcome


@dataclass(frozen=True)
class Span:
    """A date between two days, both included; an exact one has the same day twice."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Tell whether the day is known."""
        return self.first == self.last

    def plus(self, *, months: int = 0, days: int = 0) -> Span:
        """Return the date so many months and days later (earlier when negative)."""
        return Span(*(_add_days(add_months(day, months), days) for day in (self.first, self.last)))


def span_of(day: StatedDate | date | Unknown | None) -> Span | None:
    """Return the days that a date may mean; None when nothing is known of it."""
    if isinstance(day, StatedDate):
        return Span(day.first_day(), day.last_day())
    return Span(day, day) if isinstance(day, date) else None


def _add_days(day: date, days: int) -> date:
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def at_most(earlier: Span | None, later: Span | None) -> Outcome:
    """Tell whether one date is not after another, as far as both are known."""
    if earlier is None or later is None:
        return UNKNOWN
    if earlier.last <= later.first:
        return PASSED
    return FAILED if earlier.first > later.last else UNKNOWN


def no_gap_over(months: int, days: Sequence[date], start: date, end: date) -> bool:
    """Tell whether, from `start` to `end`, something happened again and again with no gap over `months`."""
    if end < start:
        return True
    points = [start, *sorted(day for day in days if start <= day <= end), end]
    return all(add_months(before, months) >= after for before, after in pairwise(points))
