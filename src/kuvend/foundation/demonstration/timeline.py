"""What happens in the demonstration, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """Something that happens at a moment; `do` is called with it."""

    at: datetime
    do: Callable[[datetime], None]


def in_order(events: Iterable[Event], *, until: datetime) -> Iterator[Event]:
    """Yield what has happened by `until`, the earliest first; what was named first goes first within a moment."""
    yield from sorted((event for event in events if event.at <= until), key=lambda event: event.at)
