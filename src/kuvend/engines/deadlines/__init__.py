"""Working days and deadlines, as public arithmetic.

The day of receipt is day 0; a day counts when it is neither a weekend nor a public holiday of the country,
observed days included (settled in docs/architecture.md; the Albanian holidays come from the `holidays` package, see
`calendars`). `following` says what a delay moves, `clocks` what laws say: who owes a deed until when.
"""

from __future__ import annotations

from datetime import date, timedelta

from kuvend.engines.deadlines.calendars import calendar_of


def is_working_day(day: date, *, country: str = "AL") -> bool:
    """Tell whether `day` is a working day in `country` (ISO 3166 code)."""
    return calendar_of(country).is_working_day(day)


def due_date(received: date, working_days: int, *, country: str = "AL") -> date:
    """Return the last day on which an answer to something received on `received` is in time.

    Args:
        received: the day of receipt, which is day 0.
        working_days: how many working days the answer may take, zero or more.

    Raises:
        ValueError: for a negative number of days.
    """
    if working_days < 0:
        raise ValueError("a deadline cannot lie before the day of receipt")
    day = received
    days_left = working_days
    while days_left:
        day += timedelta(days=1)
        days_left -= is_working_day(day, country=country)
    return day


def is_overdue(due: date, *, on: date) -> bool:
    """Tell whether a day by which something is owed has passed on another day: it is in time through all of its day."""
    return due < on


def working_days_between(start: date, end: date, *, country: str = "AL") -> int:
    """Return how many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, country=country)
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(is_working_day(day, country=country) for day in days)
