"""What rooms keep of a person besides words: to give a copy, and to let go of it; the wiring hands the list down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.people.models import Person


@dataclass(frozen=True)
class OwnRows:
    """Rows that one room keeps of people.

    Attributes:
        name: what they are called in the file of a person's own data.
        give: (person) → the rows as plain values.
        leave: (participant id) → takes them back from one process, as the participant of an erased account leaves it.
            None for rows that go with the account itself, and for words, about which the person is asked.
    """

    name: str
    give: Callable[[Person], Any]
    leave: Callable[[int], object] | None = None


_rooms: list[OwnRows] = []


def set_own_rows(rooms: Iterable[OwnRows]) -> None:
    """Keep who keeps something of people (called once by the wiring). Raises ValueError for a name used twice."""
    _rooms[:] = by_name(rooms).values()


def own_rows(person: Person) -> dict[str, Any]:
    """Return everything the site keeps about a person, as plain values by name, for that person alone."""
    return {rows.name: rows.give(person) for rows in _rooms}


def leave_own_rows(participant_id: int) -> None:
    """Let every room take back what it keeps of a participant."""
    for rows in _rooms:
        if rows.leave:
            rows.leave(participant_id)
