"""What rooms bring to the calendar: days in processes, days that are no single process's, parts of its page.

`web/wiring.py` hands the list down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuvend.foundation.core.parts import ShownPart
from kuvend.foundation.processes.models import Process


@dataclass(frozen=True, slots=True)
class ProcessDay:
    """Something that happens in a process on a day: `event` says what; `key` stays the same when the day moves.

    `is_over` says that it happened already, although its day is not over: nothing to come.
    """

    key: str
    day: date
    event: str
    title: Any
    url: str
    process: Any
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """A run of days that the calendar file tells as one event; `key` stays the same while its first day does."""

    key: str
    first: date
    last: date
    title: str


@dataclass(frozen=True, kw_only=True)
class CalendarPart:
    """What one room knows for the calendar of processes, as it stands on a local day.

    Attributes:
        days: (processes, today) → what happens in them, in any order.
        spans: (processes, today) → runs of days for the file.
        template: draws the room's part of the page; it finds its data under the name `part`.
        data: (processes, today) → what that part shows; None where it has nothing to show.
    """

    days: Callable[[Sequence[Process], date], Iterable[ProcessDay]]
    spans: Callable[[Sequence[Process], date], Iterable[CalendarSpan]] = lambda processes, today: ()
    template: str = ""
    data: Callable[[Sequence[Process], date], Any] = lambda processes, today: None


_parts: list[CalendarPart] = []


def set_calendar_parts(parts: Iterable[CalendarPart]) -> None:
    """Keep what rooms bring to the calendar (called once by the wiring)."""
    _parts[:] = parts


def days_of_rooms(processes: Sequence[Process], today: date) -> list[ProcessDay]:
    """Return what happens in processes as rooms know it."""
    return [day for part in _parts for day in part.days(processes, today)]


def spans_of_rooms(processes: Sequence[Process], today: date) -> list[CalendarSpan]:
    """Return the runs of days that rooms tell of."""
    return [span for part in _parts for span in part.spans(processes, today)]


def calendar_parts(processes: Sequence[Process], today: date) -> list[ShownPart]:
    """Return the parts of rooms as the calendar's page draws them."""
    loaded = [(part.template, part.data(processes, today)) for part in _parts]
    return [ShownPart(template, data) for template, data in loaded if data is not None]
