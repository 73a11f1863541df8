"""A part of a regime's file: each value by its name and kind, and no name that nobody asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from kuvend.engines.deadlines.clocks.problems import InvalidRegime
from kuvend.engines.deadlines.clocks.regimes import Source, Term, Text, Unit

LANGUAGES = {"en", "sq"}
TERM = re.compile(r"([1-9][0-9]{0,3}) (working day|day|month)s?")
NEEDED: Any = object()
Choice = TypeVar("Choice", bound=StrEnum)


def read_term(words: str) -> Term | None:
    """Return the term that is written so (`10 working days`, `30 days`, `1 month`), or None."""
    match = TERM.fullmatch(words)
    return Term(int(match[1]), Unit(f"{match[2]}s")) if match else None


class Part:
    """A mapping of the file, with the place where it stands."""

    def __init__(self, place: str, values: Any) -> None:
        self.place = place
        if not isinstance(values, Mapping) or not all(isinstance(name, str) for name in values):
            raise InvalidRegime(f"{place}: names with values are expected here")
        self._values = values
        self._names: set[str] = set()

    def end(self) -> None:
        """Raise InvalidRegime when the file says something that nobody asked for."""
        if unknown := sorted(set(self._values) - self._names):
            raise InvalidRegime(f"{self.place}: {unknown[0]} is unknown")

    def word(self, name: str, default: str = NEEDED) -> str:
        """Return a text without languages: a key, an article, an address."""
        value = self._value(name, default)
        if not isinstance(value, str) or (value == "" and default is NEEDED):
            raise self._wrong(name, "words", value)
        return value

    def text(self, name: str, default: Text = NEEDED) -> Text:
        """Return words in every language."""
        value = self._value(name, default)
        if name not in self._values:
            return default
        if not isinstance(value, Mapping) or set(value) != LANGUAGES or not all(map(_is_said, value.values())):
            raise self._wrong(name, "en: and sq:, each with words", value)
        return {str(language): str(words) for language, words in value.items()}

    def term(self, name: str, default: Term | None = NEEDED) -> Any:
        """Return a term, as in `10 working days`."""
        value = self._value(name, default)
        if name not in self._values:
            return default
        if not isinstance(value, str) or (term := read_term(value)) is None:
            raise self._wrong(name, "a term such as 10 working days, 30 days, 1 month", value)
        return term

    def number(self, name: str) -> int:
        """Return a whole number from 1 on."""
        value = self._value(name, NEEDED)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._wrong(name, "a whole number from 1 on", value)
        return value

    def flag(self, name: str) -> bool:
        """Return true or false; false when nothing is said."""
        value = self._value(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false", value)
        return value

    def day(self, name: str) -> date | None:
        """Return a day, None when nothing is said."""
        value = self._value(name, None)
        if value is not None and type(value) is not date:
            raise self._wrong(name, "a day such as 2014-10-30", value)
        return value

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """Return one of some codes."""
        value = self._value(name, NEEDED)
        if value not in list(choices):
            raise self._wrong(name, " or ".join(choices), value)
        return choices(value)

    def part(self, name: str) -> Part | None:
        """Return a part below, None when there is none."""
        value = self._value(name, None)
        return None if value is None else Part(f"{self.place}: {name}", value)

    def parts(self, name: str) -> dict[str, Part]:
        """Return the parts below a name, by their own names: at least one."""
        below = Part(f"{self.place}: {name}", self._value(name, NEEDED))._values
        if not below:
            raise self._wrong(name, "at least one", below)
        return {key: Part(f"{self.place}: {name}: {key}", value) for key, value in below.items()}

    def rows(self, name: str) -> list[Part]:
        """Return the parts of a list: at least one."""
        value = self._value(name, NEEDED)
        if not isinstance(value, list) or not value:
            raise self._wrong(name, "a list", value)
        return [Part(f"{self.place}: {name} {number}", row) for number, row in enumerate(value, start=1)]

    def source(self, law: Text) -> Source:
        """Return where this part is said."""
        return Source(law=law, article=self.word("article", default=""), link=self.word("source"))

    def _value(self, name: str, default: Any) -> Any:
        self._names.add(name)
        value = self._values.get(name, default)
        if value is NEEDED:
            raise InvalidRegime(f"{self.place}: {name} is missing")
        return value

    def _wrong(self, name: str, expected: str, value: Any) -> InvalidRegime:
        return InvalidRegime(f"{self.place}: {name}: {expected} expected, not {str(value)[:60]!r}")


def _is_said(words: Any) -> bool:
    return isinstance(words, str) and bool(words.strip())
