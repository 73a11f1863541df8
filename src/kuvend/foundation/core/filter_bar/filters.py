"""What a list can be narrowed by: one of some choices, words, a day from or until which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from kuvend.engines.formats.days import NoDay, read_day
from kuvend.foundation.core.search import prefix_terms, query_of
from kuvend.foundation.core.words import one_line

Label = str | Promise
Options = Iterable[tuple[str, Any]]
Condition = Callable[[str], Q]
LONGEST = 100  # characters of words that are looked for
ALL, BEGINNINGS = _("all"), _("Whole words or their beginnings")


def _no_condition(_value: str) -> Q:
    return Q()


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One thing by which a list is narrowed, under one name of its address.

    Attributes:
        name: in the address.
        label: to people, before what is chosen ("Kind").
        condition: (what was chosen) → the condition of rows; nothing, where the query reads the value itself.
    """

    name: str
    label: Label
    condition: Condition = _no_condition

    drawn_as = "words"
    any_label: Label = ""

    def options(self, about: Any) -> list[tuple[str, Any]]:
        """Return what can be chosen; nothing where something is typed."""
        return []

    def more_options(self, about: Any) -> list[tuple[str, Any]]:
        """Return what links alone lead to."""
        return []

    def plain(self, text: str, options: Options) -> str | None:
        """Return a value of an address as it is written plainly, None for one that this filter does not know."""
        raise NotImplementedError

    def in_words(self, value: str, options: Options) -> str:
        """Return a plain value as people read it."""
        return value


@dataclass(frozen=True, kw_only=True)
class Choice(Filter):
    """One of some choices.

    Attributes:
        choices: (what the page is about) → codes with their words, in the order in which they are shown.
        beside: the same of choices that links of other pages lead to; shown here only where one is chosen.
        any_label: what stands for no choice.
        any_code: what an address may say for no choice.
    """

    choices: Callable[[Any], Options]
    beside: Callable[[Any], Options] = lambda about: ()
    any_label: Label = ALL
    any_code: str = ""

    drawn_as = "choice"

    def options(self, about: Any) -> list[tuple[str, Any]]:
        return list(self.choices(about))

    def more_options(self, about: Any) -> list[tuple[str, Any]]:
        return list(self.beside(about))

    def plain(self, text: str, options: Options) -> str | None:
        if text == self.any_code:
            return ""
        return text if any(code == text for code, _label in options) else None

    def in_words(self, value: str, options: Options) -> str:
        return next(str(label) for code, label in options if code == value)


@dataclass(frozen=True, kw_only=True)
class Words(Filter):
    """Words or their beginnings, each of which a row must have."""

    name: str = "q"
    label: Label = BEGINNINGS

    def plain(self, text: str, options: Options) -> str | None:
        words = one_line(text[: 4 * LONGEST])[:LONGEST].strip()
        return words if prefix_terms(words) else None


def with_words(field: str = "search") -> Condition:
    """Return the condition that a row has words, by its vector of words in `field`."""
    return lambda value: Q(**{field: query_of(prefix_terms(value))})


@dataclass(frozen=True, kw_only=True)
class Day(Filter):
    """A day, written as 2026-11-30."""

    drawn_as = "day"

    def plain(self, text: str, options: Options) -> str | None:
        try:
            return read_day(text).isoformat()
        except NoDay:
            return None

    def in_words(self, value: str, options: Options) -> str:
        return str(date_format(date.fromisoformat(value), "DATE_FORMAT"))


def span(field: str, *, moments: bool = True) -> tuple[Day, Day]:
    """Return the filters of the days from which, and until which, a field lies: the last day counts in.

    Args:
        moments: whether the field holds moments, of which local days are meant; else days.
    """

    def start(value: str, days: int = 0) -> date | datetime:
        day = date.fromisoformat(value) + timedelta(days=days)
        return make_aware(datetime.combine(day, time())) if moments else day

    return (
        Day(name="from", label=_("From this day on"), condition=lambda value: Q(**{f"{field}__gte": start(value)})),
        Day(name="until", label=_("Until this day"), condition=lambda value: Q(**{f"{field}__lt": start(value, 1)})),
    )
