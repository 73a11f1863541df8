"""What rooms tell a person of themselves: parts of *my page*; the wiring hands the list down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kuvend.foundation.core.parts import ShownPart


@dataclass(frozen=True, kw_only=True)
class MyPart:
    """A part of my page, for the eyes of that person alone.

    Attributes:
        template: draws it; it finds its data under the name `part`.
        data: (person id) → what it shows, fully loaded; empty or None where it has nothing to show.
    """

    template: str
    data: Callable[[int], Any]


_parts: list[MyPart] = []


def set_my_parts(parts: Iterable[MyPart]) -> None:
    """Keep the parts of my page (called once by the wiring)."""
    _parts[:] = parts


def parts_of_me(person_id: int) -> list[ShownPart]:
    """Return what rooms show a person of themselves, in the order of the rooms."""
    return [ShownPart(part.template, data) for part in _parts if (data := part.data(person_id))]
