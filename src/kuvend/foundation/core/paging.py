"""Keyset paging: a page is found by the key after which it starts, so that page 10,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows and the key of the next page ("" when this is the last)."""

    rows: Sequence[Row]
    next_key: str = ""


def write_key(values: Sequence[Any]) -> str:
    """Return an opaque, URL-safe key of plain values (strings and whole numbers)."""
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def read_key(text: str | None, *, length: int) -> list[Any] | None:
    """Return the values of a key, or None when it is absent or was not written by `write_key`."""
    if not text:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    fits = isinstance(values, list) and len(values) == length
    return values if fits and all(isinstance(value, str | int) for value in values) else None


def page_of(rows: Sequence[Row], *, size: int, key: Callable[[Row], Sequence[Any]]) -> Page[Row]:
    """Cut `rows` (read with one more than `size`) to a page; `key` gives the sort values of a row."""
    if len(rows) <= size:
        return Page(rows)
    return Page(rows[:size], write_key(key(rows[size - 1])))
