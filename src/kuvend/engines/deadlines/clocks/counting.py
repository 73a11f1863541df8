"""Counting a term: from its day 0, over days that count and days that do not."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kuvend.engines.deadlines.calendars import Calendar
from kuvend.engines.deadlines.clocks.regimes import FirstDay, Term, Unit
from kuvend.engines.formats.days import add_months

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term that was counted: its day 0, its last day, and how it was counted."""

    term: Term
    day_0: date
    last: date

    def days(self) -> Iterator[date]:
        """Give every day after day 0 up to the last one."""
        return (self.day_0 + number * DAY for number in range(1, (self.last - self.day_0).days + 1))


def day_0(start: date, first_day: FirstDay, calendar: Calendar) -> date:
    """Return the day before day 1 of a clock that starts on a day."""
    if first_day is FirstDay.SAME_DAY:
        return start - DAY
    if first_day is FirstDay.DAY_AFTER:
        return start
    return next_working_day(start + DAY, calendar) - DAY


def next_working_day(day: date, calendar: Calendar, resting: Container[date] = ()) -> date:
    """Return the day itself, or the next one on which there is work and the clock does not rest."""
    while day in resting or not calendar.is_working_day(day):
        day += DAY
    return day


def count(start: date, term: Term, calendar: Calendar, resting: Container[date]) -> Stretch:
    """Return a term counted from its day 0; days in `resting` are not counted.

    Months are the calendar days that they have from there, so that each day of rest lengthens them by one.
    """
    working = term.unit is Unit.WORKING_DAYS
    days_left = (add_months(start, term.number) - start).days if term.unit is Unit.MONTHS else term.number
    day = start
    while days_left:
        day += DAY
        days_left -= day not in resting and (not working or calendar.is_working_day(day))
    return Stretch(term, start, day)
