"""Keyset paging: a page is found by the key after which it starts, so that page 10,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

Row = TypeVar("Row")
MARK = 12  # characters


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows and the key of the next page ("" when this is the last)."""

    rows: Sequence[Row]
    next_key: str = ""


def write_key(values: Sequence[Any], *, of: str) -> str:
    """Return an opaque, URL-safe key of plain values (strings and whole numbers), marked as this list's own.

    A list trusts what a key holds: a day that is none, or words for a number, would otherwise reach the database.
    """
    plain = base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")
    return plain + _mark(plain, of)


def read_key(text: str | None, *, of: str) -> list[Any] | None:
    """Return the values of a key, or None when it is absent or was not written by `write_key` for the list `of`."""
    plain, mark = (text or "")[:-MARK], (text or "")[-MARK:]
    if not plain or not constant_time_compare(mark, _mark(plain, of)):
        return None
    values: list[Any] = json.loads(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
    return values


def _mark(plain: str, of: str) -> str:
    return salted_hmac(f"kuvend.paging.{of}", plain).hexdigest()[:MARK]


def page_by_id(
    rows: QuerySet[Any],
    draw: Callable[[list[Any]], Sequence[Row]],
    *,
    of: str,
    after: str,
    size: int,
    by: str = "pk",
    rising: bool = False,
) -> Page[Row]:
    """Return the page of the list `of` that begins after a page's key, in the order of one id; one statement.

    Args:
        rows: a queryset of models, or of values whose first one is the id.
        draw: (the rows of the page) → what the page shows.
        by: the lookup of the id.
        rising: from the lowest id up; else the latest comes first.
    """
    if (key := read_key(after, of=of)) and isinstance(key[0], int):
        rows = rows.filter(**{f"{by}__{'gt' if rising else 'lt'}": key[0]})
    loaded = list(rows.order_by(by if rising else f"-{by}")[: size + 1])
    page = page_of(loaded, size=size, of=of, key=lambda row: (row[0] if isinstance(row, tuple) else row.pk,))
    return Page(draw(list(page.rows)), page.next_key)


def page_of(rows: Sequence[Row], *, size: int, of: str, key: Callable[[Row], Sequence[Any]]) -> Page[Row]:
    """Cut `rows` (read with one more than `size`) to a page of the list `of`; `key` gives the sort values of a row."""
    if len(rows) <= size:
        return Page(rows)
    return Page(rows[:size], write_key(key(rows[size - 1]), of=of))
