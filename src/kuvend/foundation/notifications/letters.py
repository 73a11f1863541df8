"""Which fact tells its authors what: each letter's words stand in the room whose fact it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.record.facts import RecordedFact

Context = dict[str, Any]


@dataclass(frozen=True)
class Letter:
    """A letter that follows a type of fact.

    Attributes:
        fact_type: the fact it tells of.
        room: the label of the room that holds `templates/<room>/mail/<fact type>.txt` (first line: subject).
        contexts: facts of its type → for each what the template names besides `contribution` (the author's own) and
            `url`, None for no letter. They come together, so that thousands cost no more statements than one.
        follows: whether those whose words continue in the words, or in the words answered, get it too, each once.
        also: facts of its type → for each the public ids of further outcomes that it tells about; whoever's words
            changed their texts gets the letter too.
    """

    fact_type: str
    room: str
    contexts: Callable[[Sequence[RecordedFact]], Sequence[Context | None]]
    also: Callable[[Sequence[RecordedFact]], Sequence[Sequence[str]]] | None = None
    follows: bool = True

    @property
    def template(self) -> str:
        return f"{self.room}/mail/{self.fact_type}.txt"


def from_fact_alone(
    context: Callable[[RecordedFact], Context | None],
) -> Callable[[Sequence[RecordedFact]], Sequence[Context | None]]:
    """Return the contexts of a letter that reads nothing besides its fact."""
    return lambda facts: [context(fact) for fact in facts]


_letters: dict[str, Letter] = {}


def set_letters(letters: Iterable[Letter]) -> None:
    """Keep the letters of this installation (called once by the wiring).

    Raises ValueError for a name that two rooms use.
    """
    by_fact = by_name(letters, "fact_type")
    _letters.clear()
    _letters.update(by_fact)


def letter_for(fact_type: str) -> Letter:
    """Return the letter that follows a type of fact. Raises KeyError for one that nobody is told of."""
    return _letters[fact_type]


def fact_types() -> frozenset[str]:
    """Return the types of fact that somebody is told of."""
    return frozenset(_letters)
