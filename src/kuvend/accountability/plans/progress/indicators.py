"""The indicators of a milestone, as its details hold them; an indicator is found by its place, from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.text import Localized

THOUSAND = 3  # digits after a comma that parts thousands


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, and which value it shall have by which day; "" or no text where the plan does not say."""

    place: int
    text: Localized
    target: str
    unit: Localized
    target_date: date | None


def indicators_of(details: Mapping[str, Any]) -> list[Indicator]:
    """Return the indicators in a milestone's details; none when the plan gives none or does not know them."""
    entries = details.get("indicators")
    return [_indicator(place, one) for place, one in enumerate(entries, 1)] if isinstance(entries, list) else []


def _indicator(place: int, entry: Mapping[str, Any]) -> Indicator:
    day = _plain_words(entry.get("day"))
    return Indicator(
        place=place,
        text=Localized(entry.get("text") or {}),
        target=_plain_words(entry.get("target")),
        unit=_in_languages(entry.get("unit")),
        target_date=date.fromisoformat(day) if day else None,
    )


def _plain_words(value: Any) -> str:
    return "" if value in (None, "unknown") else str(value)


def _in_languages(value: Any) -> Localized:
    """Return words as a text; plain words name no language, and OGP wants every plan in English."""
    return Localized(value) if isinstance(value, Mapping) else Localized({SOURCE: _plain_words(value)})


def read_number(value: str) -> float | None:
    """Return a value as a number ("9 400", "41 %", "0,35", "1,150.5"), or None when it is none."""
    bare = "".join(value.split()).removesuffix("%")
    if bare.count(",") == 1 and "." not in bare and len(bare.split(",")[1]) != THOUSAND:
        bare = bare.replace(",", ".")
    try:
        number = float(bare.replace(",", ""))
    except ValueError:
        return None
    return number if isfinite(number) else None
