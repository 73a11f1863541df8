"""The rules C-01 to C-12: when a plan begins, ends, is due and is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kuvend.engines.formats.plan.documents import Milestone, Unknown
from kuvend.engines.formats.plan.making import Document, Previous
from kuvend.engines.plancheck.case import Case, Part, is_filled, says_yes, whole
from kuvend.engines.plancheck.outcomes import FAILED, PASSED, UNKNOWN, Outcome, all_of, any_of, holds, not_
from kuvend.engines.plancheck.spans import Span, at_most, span_of

FOUR_YEARS = 42  # a plan of more months than this is one of four years
NATIONAL = {"AL": ("sq",), "CA": ("fr",), "GB": (), "IE": (), "NZ": (), "US": ()}
FINAL, SELF_ASSESSMENT = "final_plan", "self_assessment"


def no_gap_between_plans(case: Case) -> Iterable[Part]:
    """C-01: the plan starts on the day after the last one ends, or earlier."""
    end = _previous_end(case)
    return whole(PASSED if end is None else at_most(case.start, _shifted(end, days=1)))


def drafting_in_its_window(case: Case) -> Iterable[Part]:
    """C-02: drafting begins in the last six months of the last plan, not before."""
    end = _previous_end(case)
    return whole(PASSED if end is None else at_most(_shifted(end, months=-6), span_of(case.making.drafting_from)))


def two_or_four_years(case: Case) -> Iterable[Part]:
    """C-03: the plan lasts as long as plans may last."""
    return whole(any_of(_lasts(case, months) for months in case.numbers.months))


def _lasts(case: Case, months: int) -> Outcome:
    if case.start is None or case.end is None:
        return UNKNOWN
    after = case.end.plus(days=1)
    shortest = case.start.plus(months=months - case.numbers.shorter_months)
    longest = case.start.plus(months=months + case.numbers.longer_months)
    return all_of([at_most(shortest, after), at_most(after, longest)])


def long_enough_to_implement(case: Case) -> Iterable[Part]:
    """C-04: from the later of start and delivery, enough months remain."""
    least = case.numbers.least_months
    if least is None or case.end is None:
        return whole(UNKNOWN)
    after = case.end.plus(days=1)
    delivered = case.making.submitted
    enough = [at_most(_shifted(case.start, months=least), after)]
    if delivered is not None:
        enough.append(at_most(_shifted(span_of(delivered), months=least), after))
    return whole(all_of(enough))


def delivered_in_time(case: Case) -> Iterable[Part]:
    """C-05: the plan is delivered by its due date; the note tells what a delay leads to."""
    due, delivered = span_of(case.making.due), _delivered(case)
    outcome = at_most(delivered, due)
    late = outcome is FAILED and due is not None
    return whole(outcome, _delay(case, at_most(delivered, _late_limit(case))) if late else "")


def _delay(case: Case, within: Outcome) -> str:
    return {PASSED: "late", FAILED: "too_late", UNKNOWN: "late_unknown"}[within]


def not_past_the_last_limit(case: Case) -> Iterable[Part]:
    """C-06: the plan is delivered before the day after which a country acts contrary to process."""
    limit = _late_limit(case)
    if limit is None and case.making.previous is None and case.numbers.late_limit == "after_previous_end":
        return whole(PASSED)
    outcome = at_most(_delivered(case), limit)
    waiting = case.making.submitted is None and outcome is PASSED
    return whole(outcome, "counting" if waiting else "")


def _late_limit(case: Case) -> Span | None:
    due, end = span_of(case.making.due), _previous_end(case)
    if case.numbers.late_limit == "after_previous_end":
        return _shifted(end, months=12) if isinstance(end, Span) else None
    if due is None:
        return None
    if case.numbers.late_limit == "year_end":
        return Span(date(due.first.year, 12, 31), date(due.last.year, 12, 31))
    return due.plus(months=4)


def milestones_within_the_plan(case: Case) -> Iterable[Part]:
    """C-07: every milestone lies within the plan's dates."""

    def within(milestone: Milestone) -> Outcome:
        return all_of(
            [at_most(case.start, span_of(milestone.from_date)), at_most(span_of(milestone.to_date), case.end)]
        )

    return case.each_milestone(within, without=PASSED)


def refreshed_at_mid_point(case: Case) -> Iterable[Part]:
    """C-08: a plan of four years is refreshed after two, give or take what the set allows."""
    four_years = not_(at_most(_shifted(case.end, days=1), _shifted(case.start, months=FOUR_YEARS)))
    refresh = case.making.refresh
    middle = [_shifted(case.start, months=months) for months in case.numbers.refresh_months]
    planned = (
        FAILED
        if refresh is None
        else all_of([at_most(middle[0], span_of(refresh)), at_most(span_of(refresh), middle[1])])
    )
    return whole(any_of([not_(four_years), planned]))


def not_contrary_twice(case: Case) -> Iterable[Part]:
    """C-09: not two cycles in a row were contrary to process."""
    previous = case.making.previous
    if previous is None:
        return whole(PASSED)
    before = not_(says_yes(previous.contrary)) if isinstance(previous, Previous) else UNKNOWN
    now = not_(says_yes(case.making.contrary)) if case.making.contrary else UNKNOWN
    return whole(any_of([before, now]))


def five_to_fifteen(case: Case) -> Iterable[Part]:
    """C-10: the plan has neither too few commitments nor too many (five to fifteen)."""
    fewest, most = case.numbers.commitments
    return whole(holds(fewest <= len(case.plan.commitments) <= most))


def in_english_and_its_own_language(case: Case) -> Iterable[Part]:
    """C-11: the plan is there in the country's language and in English."""
    own = NATIONAL.get(case.plan.country)
    languages = ("en", *(own or ()))
    outcomes = [_plan_in(case, language) for language in languages]
    return whole(all_of(outcomes if own is not None else [*outcomes, UNKNOWN]))


def _plan_in(case: Case, language: str) -> Outcome:
    def test(document: Document) -> Outcome:
        if document.kind != FINAL:
            return FAILED
        return UNKNOWN if isinstance(document.languages, Unknown) else holds(language in document.languages)

    return case.any_in("documents", case.making.documents, test)


def self_assessed(case: Case) -> Iterable[Part]:
    """C-12: a self-assessment stands after each year for which the set asks one, in its months."""
    return whole(all_of(_assessments(case)))


def _assessments(case: Case) -> Iterator[Outcome]:
    start = case.start
    for year in case.numbers.self_assessment_years:
        if start is None:
            yield UNKNOWN
            continue
        first, grace = start.plus(months=12 * year), 12 * year + case.numbers.self_assessment_months
        not_due = not_(at_most(start.plus(months=grace), Span(case.as_of, case.as_of)))
        yield any_of([not_due, _assessed_between(case, first, start.plus(months=grace))])


def _assessed_between(case: Case, first: Span, last: Span) -> Outcome:
    def test(document: Document) -> Outcome:
        if document.kind != SELF_ASSESSMENT:
            return FAILED
        day = span_of(document.day)
        return all_of([is_filled(document.day), at_most(first, day), at_most(day, last)])

    return case.any_in("documents", case.making.documents, test)


class _NotTold:
    """There is a last plan whose end is not told."""


def _previous_end(case: Case) -> Span | _NotTold | None:
    """Return the last plan's end; None when this is the first plan."""
    previous = case.making.previous
    if previous is None:
        return None
    end = span_of(previous.to_date) if isinstance(previous, Previous) else None
    return end or _NotTold()


def _shifted(span: Span | _NotTold | None, *, months: int = 0, days: int = 0) -> Span | None:
    return span.plus(months=months, days=days) if isinstance(span, Span) else None


def _delivered(case: Case) -> Span | None:
    """Return the day of delivery; what is not delivered is judged as if it were today."""
    if case.making.submitted is None:
        return Span(case.as_of, case.as_of)
    return span_of(case.making.submitted)
