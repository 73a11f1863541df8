"""From the three states of a field in a plan file to columns: its value, and its name among the unknown ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from kuvend.engines.formats.plan.documents import UNKNOWN, Unknown
from kuvend.foundation.core.text import Localized

Value = TypeVar("Value")


def value_or(value: Value | Unknown, empty: Value) -> Value:
    """Return a field's value, or `empty` when no source tells it."""
    return empty if isinstance(value, Unknown) else value


def text(value: Mapping[str, str] | Unknown) -> Localized:
    """Return a text as a column takes it; {} when no source tells it."""
    return Localized(value_or(value, {}))


def unknown_fields(entry: object, names: Sequence[str]) -> list[str]:
    """Return those of `names` that no source tells."""
    return [name for name in names if getattr(entry, name) is UNKNOWN]


def paragraphs(*texts: Mapping[str, str] | Unknown) -> Localized:
    """Return several texts as one, a paragraph each, language by language."""
    parts = [text(one) for one in texts]
    codes = dict.fromkeys(code for one in parts for code in one)
    return Localized({code: "\n\n".join(one[code] for one in parts if one.get(code)) for code in codes})
