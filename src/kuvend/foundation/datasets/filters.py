"""Filters that several datasets share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from kuvend.foundation.core.ids import ALPHABET, LENGTH
from kuvend.foundation.datasets.columns import Filter

Codes = list[str] | Callable[[], list[str]]


class PublicId(str):
    """A public id as a filter takes it: ten characters of Crockford base 32."""

    pattern = f"^[{ALPHABET}]{{{LENGTH}}}$"


def by_id(lookup: str, thing: str) -> Filter:
    """Only rows that name this thing."""
    return Filter(f"{lookup}__public_id", PublicId, f"the id of {thing}")


def process(lookup: str = "process") -> Filter:
    """Only rows of one process."""
    return by_id(lookup, "a process")


def institution(lookup: str = "institution") -> Filter:
    """Only rows of one institution."""
    return by_id(lookup, "an institution")


def one_of(lookup: str, codes: Codes, thing: str) -> Filter:
    """Only rows with this code; a function lists codes that rooms bring."""
    return Filter(lookup, codes, thing)


def span(field: str, name: str, thing: str, asks: type[date] | type[datetime]) -> dict[str, Filter]:
    """Only rows from a moment (a day) on, or before another one."""
    return {
        f"{name}_from": Filter(f"{field}__gte", asks, f"{thing} at this time or later"),
        f"{name}_before": Filter(f"{field}__lt", asks, f"{thing} before this time"),
    }
