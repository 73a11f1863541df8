"""What a regime is: the deeds it asks for, and the rules, in force one after another, that say until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]
"""Words in every language of the regimes, by its code: `en` and `sq`."""


class Unit(StrEnum):
    """In what a term is counted."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    MONTHS = "months"


class FirstDay(StrEnum):
    """Which day is day 1 of a term."""

    SAME_DAY = "same_day"
    DAY_AFTER = "day_after"
    WORKING_DAY_AFTER = "working_day_after"


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days, calendar days or months; a month ends on the same day of the next, or on its last."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.number} {unit.removesuffix('s') if self.number == 1 else unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule is said: the law, its article ("" when the text at hand names none), and the text that was read."""

    law: Text
    article: str
    link: str

    def __str__(self) -> str:
        return f"{self.law['en']}, {self.article}" if self.article else self.law["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """By how much a deed lengthens the term, at most; with `whole`, `most` is the lengthened term itself."""

    most: Term
    whole: bool
    deed: Text
    times: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days that are not counted: from an act to its end, both included."""

    act: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What another body's taking over does: the clock begins anew on that day, or goes on.

    `whole` is the term from then on, None for the same; `within` is what the first body has for passing it on.
    """

    restarts: bool
    whole: Term | None
    within: Term | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What it means when the day passes without the deed, and which deed may follow ("" for none)."""

    means: Text
    opens: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How long a deed may take, while the rule is in force; None for a first or last day that no text at hand states.

    `rolls`: a last day that is no working day gives way to the next one. `unconfirmed`: what the source does not state
    and the house has read into it, {} when nothing.
    """

    term: Term
    first_day: FirstDay
    in_force_from: date | None
    in_force_to: date | None
    rolls: bool
    extension: Extension | None
    pause: Pause | None
    transfer: Transfer | None
    silence: Silence | None
    source: Source
    unconfirmed: Text

    def is_in_force(self, day: date) -> bool:
        """Tell whether the rule is the one of a day."""
        return (self.in_force_from or date.min) <= day <= (self.in_force_to or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something owed, and the moment from which its days count; the oldest rule first."""

    key: str
    name: Text
    moment: Text
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A law, or rules of another kind, with the deeds it asks for; `version` is the digest of its file."""

    key: str
    name: Text
    calendar: str
    version: str
    deeds: Mapping[str, Deed]
