"""Days that a process should not pass, with what follows when it does; rooms above know them.

`web/wiring.py` hands the question down, as it does with the computed conditions of gates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.models import Process


@dataclass(frozen=True)
class DayLimit:
    """The last day before a consequence, and the consequence in both languages."""

    day: date
    consequence: Localized


DayLimits = Callable[[Process, date], Sequence[DayLimit]]
_sources: list[DayLimits] = []


def set_day_limits(limits: Sequence[DayLimits]) -> None:
    """Keep who knows limits (called once by the wiring)."""
    _sources[:] = limits


def limits_of(process: Process, today: date) -> list[DayLimit]:
    """Return the limits of a process in time, as they stand on a day; none when nobody knows any."""
    return sorted((limit for ask in _sources for limit in ask(process, today)), key=lambda limit: limit.day)
