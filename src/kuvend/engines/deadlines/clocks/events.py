"""What may happen to a clock while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ExtensionEvent:
    """The term was lengthened on a day; `by` so many of its units, the most that the rule allows when None."""

    on: date
    by: int | None = None


@dataclass(frozen=True, slots=True)
class PauseEvent:
    """The clock stood still from the day of an act to the day of its end, both included."""

    on: date
    to: date


@dataclass(frozen=True, slots=True)
class TransferEvent:
    """Another body took over on a day."""

    on: date


Event: TypeAlias = ExtensionEvent | PauseEvent | TransferEvent
