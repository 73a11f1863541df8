"""What rooms keep of a person besides words, for their own download; the wiring hands the list down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kuvend.foundation.core.handed import by_name


@dataclass(frozen=True)
class OwnRows:
    """Rows of one room: their name in the file, and (person id) → the rows as plain values."""

    name: str
    give: Callable[[int], Any]


_kept: list[OwnRows] = []


def set_own_rows(kept: Iterable[OwnRows]) -> None:
    """Keep who keeps something of people (called once by the wiring). Raises ValueError for a name used twice."""
    _kept[:] = by_name(kept).values()


def own_rows(person_id: int) -> dict[str, Any]:
    """Return what all rooms keep of a person, by name."""
    return {rows.name: rows.give(person_id) for rows in _kept}
