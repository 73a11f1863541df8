"""What a rule sees: the plan, the day of judgement, and the numbers of the rule set in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kuvend.engines.formats.plan.documents import UNKNOWN as NOT_TOLD
from kuvend.engines.formats.plan.documents import Commitment, Milestone, PlanDocument, Unknown
from kuvend.engines.formats.plan.making import Making
from kuvend.engines.plancheck.outcomes import UNKNOWN, Outcome, any_of, holds
from kuvend.engines.plancheck.rule_sets import Numbers
from kuvend.engines.plancheck.spans import Span, span_of

Entry = TypeVar("Entry")
WorkingDays = Callable[[date, date], int]
NOTHING_TOLD = Making(
    due=NOT_TOLD,
    submitted=NOT_TOLD,
    drafting_from=NOT_TOLD,
    refresh=NOT_TOLD,
    previous=NOT_TOLD,
    contrary="unknown",
    forum="unknown",
    website=NOT_TOLD,
    contributions=NOT_TOLD,
    meetings=NOT_TOLD,
    documents=NOT_TOLD,
    outreach=NOT_TOLD,
    consultations=NOT_TOLD,
)


@dataclass(frozen=True)
class Part:
    """What a rule found at one place: the number of a commitment or milestone, "" for the plan as a whole.

    `note` names a sentence of the rule that says more, such as the consequence of a delay.
    """

    where: str
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A plan on the day of judgement."""

    plan: PlanDocument
    as_of: date
    numbers: Numbers
    working_days: WorkingDays

    @property
    def making(self) -> Making:
        """Return how the plan was made; all of it is unknown when the file has no such block."""
        return self.plan.making or NOTHING_TOLD

    @property
    def start(self) -> Span | None:
        """Return the plan's first day."""
        return span_of(self.plan.period.from_date)

    @property
    def end(self) -> Span | None:
        """Return the plan's last day."""
        return span_of(self.plan.period.to_date)

    def watched_until(self) -> Span:
        """Return the last day on which something could have been done: the plan's end, but not after today."""
        if self.end is None:
            return Span(date.min, self.as_of)
        return Span(min(self.end.first, self.as_of), min(self.end.last, self.as_of))

    def any_in(self, name: str, entries: tuple[Entry, ...] | Unknown, test: Callable[[Entry], Outcome]) -> Outcome:
        """Tell whether a list of the plan's making holds an entry that passes; one told in part may hold more."""
        if isinstance(entries, Unknown):
            return UNKNOWN
        outcomes = [test(entry) for entry in entries]
        return any_of([*outcomes, UNKNOWN] if name in self.making.partial else outcomes)

    def each_commitment(self, test: Callable[[Commitment], Outcome]) -> Iterator[Part]:
        """Yield what a test finds at each commitment."""
        return (Part(one.number, test(one)) for one in self.plan.commitments)

    def each_milestone(self, test: Callable[[Milestone], Outcome], *, without: Outcome) -> Iterator[Part]:
        """Yield what a test finds at each milestone, and `without` at a commitment that has none."""
        for commitment in self.plan.commitments:
            if isinstance(commitment.milestones, Unknown):
                yield Part(commitment.number, UNKNOWN)
            elif not commitment.milestones:
                yield Part(commitment.number, without)
            else:
                yield from (Part(one.number, test(one)) for one in commitment.milestones)


def says_yes(code: str) -> Outcome:
    """Return the outcome of a code yes, no or unknown; what is left out is no."""
    return UNKNOWN if code == "unknown" else holds(code == "yes")


def is_filled(value: object) -> Outcome:
    """Tell whether a field says something."""
    return UNKNOWN if isinstance(value, Unknown) or value == "unknown" else holds(bool(value))


def whole(outcome: Outcome, note: str = "") -> Iterable[Part]:
    """Return what a rule found for the plan as a whole."""
    return (Part("", outcome, note),)
