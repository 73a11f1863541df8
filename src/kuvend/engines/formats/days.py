"""The days that files, forms and commands may name: one range for all, in which every calendar can count.

A date of 9999 is a slip of the pen or a trick: the day after it is none, and a page that counts on would fail. Dates
before 1990 mostly stand for none (the days zero of spreadsheets and of Unix); OGP began in 2011.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
OUTSIDE = f"lies outside the years {FIRST_DAY.year} to {LAST_DAY.year}"
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NoDay(ValueError):
    """Words name no day, or one outside the range; the message is said after the words themselves."""


def is_counted(day: date) -> bool:
    """Tell whether a day lies in the range."""
    return FIRST_DAY <= day <= LAST_DAY


def read_day(text: str) -> date:
    """Return the day that is written as 2020-09-01, and not in another form of ISO 8601. Raises NoDay."""
    try:
        day = date.fromisoformat(text) if WRITTEN.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise NoDay("is no day; write it as 2020-09-01")
    if not is_counted(day):
        raise NoDay(OUTSIDE)
    return day


def add_months(day: date, months: int) -> date:
    """Return the same day so many calendar months later, or the month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:  # nothing is planned there, and a calendar must not fail on it
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
