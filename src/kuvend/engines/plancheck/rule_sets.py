"""The dated rule sets and the sentences of their rules, read from `rules.yaml`.

A rule keeps its id through all sets. Where an older set worded it otherwise, or did not require it, `older` carries
that set's sentence, level or source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

Text: TypeAlias = Mapping[str, str]
ERROR, ADVICE = "error", "advice"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The thresholds of a rule set; None where the set knows none."""

    months: tuple[int, ...]
    shorter_months: int
    longer_months: int
    least_months: int | None
    late_limit: str
    forum_months: int | None
    repository_months: int
    timeline_days: int
    consultation_working_days: int
    consultation_sectors: int
    contributions_published: bool
    reviews_a_year: int
    self_assessment_years: tuple[int, ...]
    self_assessment_months: int
    refresh_months: tuple[int, int]
    commitments: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """The rules for plans that are due from one day to another; `to_date` is None for the set in force."""

    id: str
    from_date: date
    to_date: date | None
    source: str
    numbers: Numbers


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A rule as one set words it: the sentence, what mends a failure, the fields it reads, and where it is said.

    `unconfirmed` says which number or demand the texts at hand do not state; {} when they state all of it.
    """

    id: str
    level: str
    sentence: Text
    mend: Text
    reads: str
    notes: Mapping[str, Text]
    unconfirmed: Text
    source: str


@lru_cache(maxsize=1)
def _data() -> Any:
    return yaml.safe_load(files(__package__).joinpath("rules.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def rule_sets() -> tuple[RuleSet, ...]:
    """Return all rule sets, the oldest first."""
    return tuple(
        RuleSet(
            id=name,
            from_date=entry["from"],
            to_date=entry.get("to"),
            source=entry["source"],
            numbers=_numbers(entry["numbers"]),
        )
        for name, entry in _data()["sets"].items()
    )


def _numbers(entries: Mapping[str, Any]) -> Numbers:
    values: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in entries.items()}
    return Numbers(**values)


def rule_set(name: str) -> RuleSet:
    """Return a rule set by its id. Raises KeyError."""
    return {one.id: one for one in rule_sets()}[name]


def rule_set_on(day: date) -> RuleSet:
    """Return the set in force on a day; the first one for all days before it."""
    in_force = [one for one in rule_sets() if one.from_date <= day]
    return in_force[-1] if in_force else rule_sets()[0]


@lru_cache(maxsize=8)
def wordings(name: str) -> tuple[Wording, ...]:
    """Return every rule as a set words it, in the order of their ids' groups: C, T, MR."""
    return tuple(_wording(rule, name) for rule in _data()["rules"])


def _wording(rule: Mapping[str, Any], name: str) -> Wording:
    texts = {**rule, **rule.get("older", {}).get(name, {})}
    return Wording(
        id=texts["id"],
        level=texts["level"],
        sentence=texts["sentence"],
        mend=texts["mend"],
        reads=texts["reads"],
        notes=texts.get("notes", {}),
        unconfirmed=texts.get("unconfirmed", {}),
        source=texts["source"],
    )


def wording(rule: str) -> Wording:
    """Return a rule as the newest set words it. Raises KeyError."""
    return {one.id: one for one in wordings(rule_sets()[-1].id)}[rule]


def guiding() -> Mapping[str, Any]:
    """Return what the file says of each OGP value: its questions and their source."""
    values: Mapping[str, Any] = _data()["values"]
    return values
