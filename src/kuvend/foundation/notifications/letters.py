"""Which fact tells its authors what: each letter's words stand in the room whose fact it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kuvend.foundation.record.facts import RecordedFact


@dataclass(frozen=True)
class Letter:
    """A letter that follows a type of fact.

    Attributes:
        fact_type: the fact it tells of.
        room: the label of the room that holds `templates/<room>/mail/<fact type>.txt` (first line: subject).
        context: fact → what the template names besides `contribution` (the author's own) and `url`.
    """

    fact_type: str
    room: str
    context: Callable[[RecordedFact], dict[str, Any]]

    @property
    def template(self) -> str:
        return f"{self.room}/mail/{self.fact_type}.txt"


_letters: dict[str, Letter] = {}


def set_letters(letters: Iterable[Letter]) -> None:
    """Keep the letters of this installation (called once by the wiring)."""
    _letters.clear()
    _letters.update({letter.fact_type: letter for letter in letters})


def letter_for(fact_type: str) -> Letter | None:
    """Return the letter that follows a type of fact, or None when nobody is told."""
    return _letters.get(fact_type)


def fact_types() -> frozenset[str]:
    """Return the types of fact that somebody is told of."""
    return frozenset(_letters)
