"""The chapters of the demonstration: what each room lets happen in it, handed down by the wiring."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kuvend.foundation.demonstration.timeline import Event

if TYPE_CHECKING:
    from kuvend.foundation.demonstration.world import World


@dataclass(frozen=True)
class Chapter:
    """What a room adds to the demonstration.

    Attributes:
        folder: its texts, YAML files that `data.read` and `data.entries` find by their names.
        events: (the world, the moment of loading) → what happens, in any order. Rows that others name by their keys
            are kept in the world. Chapters are asked in the order of the rooms, that of the house at the end.
    """

    folder: Path
    events: Callable[[World, datetime], Iterable[Event]]


_chapters: list[Chapter] = []


def set_chapters(chapters: Iterable[Chapter]) -> None:
    """Keep the chapters of this installation (called once by the wiring)."""
    _chapters[:] = chapters


def chapters() -> list[Chapter]:
    """Return the chapters in the order of the rooms."""
    return list(_chapters)
