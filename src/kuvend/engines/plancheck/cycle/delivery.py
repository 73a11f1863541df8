"""When the next plan is drafted and due, and what follows when it is delivered later.

Sources: OGP's calendars and deadlines for the sets of 2013 and 2017; for the set of 2022 its country dates and the
glossary's procedural review. A day that is known only in part stays a span; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

from kuvend.engines.formats.days import add_months
from kuvend.engines.plancheck.rule_sets import Numbers, RuleSet, rule_set_on
from kuvend.engines.plancheck.spans import Span

Text: TypeAlias = Mapping[str, str]
WINDOW_MONTHS = 6  # drafting happens in the last six months of the plan that runs (C-02)
LATE_MONTHS = 4  # RS-2013: a plan more than four months late is referred
CLIFF_MONTHS = 12  # RS-2022: no plan within twelve months of the last one's end is contrary to process


@dataclass(frozen=True, kw_only=True)
class TimeLeft:
    """The time to implement: whole months, and the days beyond them."""

    months: int
    days: int


@dataclass(frozen=True, kw_only=True)
class Step:
    """What follows for a plan delivered after `after`; `code` is end, due, short or limit."""

    code: str
    after: Span
    sentence: Text
    source: str


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """The days of one plan's delivery; what is not known is None.

    `window` opens and closes the drafting; `latest_start` is the last first day without a gap; `steps` are in time.
    """

    rule_set: str
    source: str
    window_first: Span | None
    window_last: Span | None
    due: Span | None
    latest_start: Span | None
    steps: tuple[Step, ...]
    least_months: int | None

    def reached(self, day: date) -> tuple[Step, ...]:
        """Return the steps that a plan delivered on `day` has certainly passed, the last one first."""
        return tuple(reversed([one for one in self.steps if day > one.after.last]))

    def ahead(self, day: date) -> tuple[Step, ...]:
        """Return the steps that a plan delivered on `day` has not certainly passed."""
        return tuple(one for one in self.steps if day <= one.after.last)


def time_left(*, delivered: date, end: date) -> TimeLeft:
    """Return the time from delivery to the plan's last day, both included; none when it lies after that day."""
    after = end.toordinal() + 1
    if delivered.toordinal() >= after:
        return TimeLeft(months=0, days=0)
    months = 0
    while add_months(delivered, months + 1).toordinal() <= after:
        months += 1
    return TimeLeft(months=months, days=after - add_months(delivered, months).toordinal())


def delivery(*, previous_end: Span | None, due: Span | None, end: Span | None, as_of: date) -> Delivery:
    """Return when a plan is drafted and due, and what follows when it comes later.

    Args:
        previous_end: the last day of the plan before it; None when there was none, or it is not known.
        due: the day by which it is delivered.
        end: its own last day.
        as_of: the day whose rule set counts when no due date is known.
    """
    rules = rule_set_on(due.last if due else as_of)
    limits = {
        "end": previous_end,
        "due": due,
        "short": _last_full_delivery(end, rules.numbers),
        "limit": last_limit(previous_end=previous_end, due=due, numbers=rules.numbers),
    }
    steps = [_step(code, after, rules) for code, after in limits.items() if after is not None]
    return Delivery(
        rule_set=rules.id,
        source=rules.source,
        window_first=_plus(previous_end, months=-WINDOW_MONTHS),
        window_last=previous_end,
        due=due,
        latest_start=_plus(previous_end, days=1),
        steps=tuple(sorted(steps, key=lambda one: one.after.last)),
        least_months=rules.numbers.least_months,
    )


def last_limit(*, previous_end: Span | None, due: Span | None, numbers: Numbers) -> Span | None:
    """Return the last day of delivery before the rule set's gravest consequence (C-06)."""
    if numbers.late_limit == "after_previous_end":
        return _plus(previous_end, months=CLIFF_MONTHS)
    if due is None:
        return None
    if numbers.late_limit == "year_end":
        return Span(date(due.first.year, 12, 31), date(due.last.year, 12, 31))
    return due.plus(months=LATE_MONTHS)


def _last_full_delivery(end: Span | None, numbers: Numbers) -> Span | None:
    """Return the last day of delivery from which enough months remain; None where the set asks for no number."""
    if end is None or numbers.least_months is None:
        return None
    days = []
    for last in (end.first, end.last):
        day = add_months(date.fromordinal(last.toordinal() + 1), -numbers.least_months)
        while add_months(day, numbers.least_months).toordinal() > last.toordinal() + 1:
            day = date.fromordinal(day.toordinal() - 1)
        days.append(day)
    return Span(*days)


def _plus(span: Span | None, *, months: int = 0, days: int = 0) -> Span | None:
    return span.plus(months=months, days=days) if span else None


def _step(code: str, after: Span, rules: RuleSet) -> Step:
    wording = _sentences()[rules.id][code]
    months = str(rules.numbers.least_months)
    sentence = {language: words.format(months=months) for language, words in wording["sentence"].items()}
    return Step(code=code, after=after, sentence=sentence, source=wording["source"])


@lru_cache(maxsize=1)
def _sentences() -> Any:
    return yaml.safe_load(files(__package__).joinpath("consequences.yaml").read_text(encoding="utf-8"))
