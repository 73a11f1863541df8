"""Addresses and days for rows, reversed and localized once for each page and not once for each row."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.foundation.core.clock import local_date

MARK = "0000000000"  # a well-formed public id that stands for any other


@lru_cache(maxsize=64)
def _halves(name: str, language: str | None) -> tuple[str, str]:
    before, after = reverse(name, args=[MARK]).split(MARK)
    return before, after


def page_url(name: str, public_id: str) -> str:
    """Return the address of the page `name` of a thing, in the active language."""
    before, after = _halves(name, get_language())
    return f"{before}{public_id}{after}"


def in_words(day: date | datetime | None) -> str:
    """Return a day, or the local day of a moment, in words; "" for none."""
    if day is None:
        return ""
    return date_format(local_date(day) if isinstance(day, datetime) else day, "DATE_FORMAT")


def span(from_date: date | None, to_date: date | None) -> str:
    """Return the days from one to another in words; one of them alone when the other is not known."""
    return " – ".join(part for part in (in_words(from_date), in_words(to_date)) if part)


def stated_in_words(stated: Any) -> str:
    """Return a date as exact as its source gives it: a day, a month or a year; "" when it is not known."""
    if not isinstance(stated, StatedDate):
        return ""
    if stated.day:
        return in_words(stated.first_day())
    return date_format(stated.first_day(), "YEAR_MONTH_FORMAT") if stated.month else str(stated.year)
