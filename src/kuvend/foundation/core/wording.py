"""Days, addresses, names and states as rows of pages show them, made once for each page and not once for each row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kuvend.foundation.core.clock import local_date

MARK = "0000000000"  # a well-formed public id that stands for any other


@dataclass(frozen=True)
class Named:
    """A thing by its name, with the address of its page."""

    title: Any
    url: str


@dataclass(frozen=True)
class Tag:
    """A state in words with its tint; "" words when nothing is known yet."""

    words: str | Promise = ""
    tint: str = ""


@lru_cache(maxsize=64)
def _halves(name: str, language: str | None) -> tuple[str, str]:
    before, after = reverse(name, args=[MARK]).split(MARK)
    return before, after


def around_id(name: str) -> tuple[str, str]:
    """Return what stands before and behind the id of a thing in the address of its page `name`, in the active language.

    For those who write many of them; `page_url` is for one.
    """
    return _halves(name, get_language())


def page_url(name: str, public_id: str) -> str:
    """Return the address of the page `name` of a thing, in the active language."""
    before, after = around_id(name)
    return f"{before}{public_id}{after}"


def in_words(day: date | datetime | None) -> str:
    """Return a day, or the local day of a moment, in words; "" for none."""
    if day is None:
        return ""
    return date_format(local_date(day) if isinstance(day, datetime) else day, "DATE_FORMAT")


def span(from_date: date | None, to_date: date | None) -> str:
    """Return the days from one to another in words; one of them alone when the other is not known."""
    return " – ".join(part for part in (in_words(from_date), in_words(to_date)) if part)


def open_days(first: date, last: date | None) -> str:
    """Return the days on which something is open in words: from one to another, or from when on."""
    return span(first, last) if last else _("from %(day)s, with no last day") % {"day": in_words(first)}


def excerpt(words: str, most: int) -> str:
    """Return words as they are, or cut after a whole word within `most` characters, with a sign that more follows."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def away(day: date, today: date) -> str:
    """Return how far a day is from today, in words: a countdown, or how long ago."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
    if days > 0:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}
