"""What officials are reminded of: each room says what is due for whom; the wiring hands the list down.

A reminder is asked on working days only; what would fall on a free day is told on the next working day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.people.actor import Actor

DueFor = Callable[[Actor, date, datetime], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Reminder:
    """One kind of thing that is due.

    Attributes:
        name: a code for it.
        heading: what it is, above its lines in the letter.
        roles: whose mandates it concerns; others are not asked.
        due: (who with the mandates in force, the last day that was told of, now) → (words, path of the page where it
            is done), in the active language; what became due after that day and up to today. Never an author's name.
    """

    name: str
    heading: str | Promise
    roles: frozenset[str]
    due: DueFor


_reminders: list[Reminder] = []


def set_reminders(reminders: Iterable[Reminder]) -> None:
    """Keep the reminders of this installation, in the order of the letter (called once by the wiring).

    Raises ValueError for a name that two rooms use.
    """
    _reminders[:] = by_name(reminders).values()


def reminders() -> tuple[Reminder, ...]:
    """Return the reminders in the order of the letter."""
    return tuple(_reminders)
