"""The rules MR-1.1 to MR-5.1: who could take part in making the plan and in watching over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from kuvend.engines.formats.days import add_months
from kuvend.engines.formats.plan.documents import Unknown
from kuvend.engines.formats.plan.making import Consultation, Contributions, Count, Day, Document, Meeting, Website
from kuvend.engines.plancheck.case import Case, Part, is_filled, says_yes, whole
from kuvend.engines.plancheck.outcomes import FAILED, PASSED, UNKNOWN, Outcome, all_of, any_of, holds, not_
from kuvend.engines.plancheck.spans import Span, at_most, no_gap_over, span_of

Listed = TypeVar("Listed")
YEARS = 4  # no plan lasts longer


def forum_meets(case: Case) -> Iterable[Part]:
    """MR-1.1: a forum of government and civil society exists and meets often enough."""
    met = [(one, _both_sides(one)) for one in _entries(case.making.meetings) if one.kind == "forum"]
    more = _may_be_more(case, "meetings")
    exists = says_yes(case.making.forum)
    if not case.making.forum:
        exists = any_of([holds(bool(met)), UNKNOWN if more else FAILED])
    months = case.numbers.forum_months
    if months is None:
        meets = any_of([*(outcome for _one, outcome in met), UNKNOWN if more else FAILED])
    else:
        meets = _again_and_again(case, met, more=more, months=months)
    return whole(all_of([exists, meets]))


def _both_sides(meeting: Meeting) -> Outcome:
    return all_of([_at_least_one(meeting.government), _at_least_one(meeting.civil_society)])


def _at_least_one(count: Count) -> Outcome:
    return UNKNOWN if isinstance(count, Unknown) else holds(bool(count))


def _again_and_again(
    case: Case, events: Sequence[tuple[Meeting | Document, Outcome]], *, more: bool, months: int
) -> Outcome:
    """Tell whether something happened with no gap over so many months, from the drafting to the plan's end.

    It passes when what is surely known suffices for the longest time that may be meant; it fails when it does not
    suffice for the shortest, and nothing else may have happened.
    """
    took_place = [(span_of(one.day), outcome) for one, outcome in events if outcome is not FAILED]
    days = [span.first for span, outcome in took_place if outcome is PASSED and span and span.exact]
    unsure = more or len(days) < len(took_place)
    start, until = _watched_from(case), case.watched_until()
    if start and no_gap_over(months, days, start.first, until.last):
        return PASSED
    beginning = start.last if start else date.max
    certain = not unsure and not no_gap_over(months, days, beginning, until.first)
    return FAILED if certain else UNKNOWN


def _entries(entries: tuple[Listed, ...] | Unknown) -> tuple[Listed, ...]:
    return () if isinstance(entries, Unknown) else entries


def _may_be_more(case: Case, name: str) -> bool:
    """Tell whether there may be more entries of a list than the file tells."""
    return isinstance(getattr(case.making, name), Unknown) or name in case.making.partial


def _public_document(case: Case, fits: Callable[[Document], bool]) -> Outcome:
    """Tell whether a public document is there that fits."""
    documents = case.making.documents
    return case.any_in("documents", documents, lambda one: _is_public(one) if fits(one) else FAILED)


def _watched_from(case: Case) -> Span | None:
    """Return when the drafting began; when that is left out, the plan's first day."""
    began: Day = case.making.drafting_from
    return case.start if began is None else span_of(began)


def forum_rules_are_public(case: Case) -> Iterable[Part]:
    """MR-1.2: the forum's rules can be read by everyone."""
    published = case.any_in("documents", case.making.documents, lambda one: _public_by(case, one, "forum_rules"))
    return whole(all_of([not_(_no_forum(case)), published]))


def _no_forum(case: Case) -> Outcome:
    return not_(says_yes(case.making.forum)) if case.making.forum else FAILED


def _public_by(case: Case, document: Document, kind: str) -> Outcome:
    """Tell whether a document of a kind was public by the day of judgement."""
    today = Span(case.as_of, case.as_of)
    return FAILED if document.kind != kind else all_of([_is_public(document), at_most(span_of(document.day), today)])


def _is_public(document: Document) -> Outcome:
    return says_yes(document.public) if document.public else holds(bool(document.url))


def website_is_maintained(case: Case) -> Iterable[Part]:
    """MR-2.1: a public website, which everyone reaches and which names a contact."""
    site = case.making.website
    if not isinstance(site, Website):
        return whole(is_filled(site))
    return whole(all_of([says_yes(site.reachable), is_filled(site.contact)]))


def repository_grows(case: Case) -> Iterable[Part]:
    """MR-2.2: documents on making the plan and on each commitment, added at least every half year."""
    documents = _entries(case.making.documents)
    more = _may_be_more(case, "documents")
    public = [(one, _is_public(one)) for one in documents]
    grows = _again_and_again(case, public, more=more, months=case.numbers.repository_months)
    yield Part("", all_of([grows, _public_document(case, lambda one: one.phase == "co_creation")]))
    begun = at_most(case.start, Span(case.as_of, case.as_of))
    for commitment in case.plan.commitments:
        implemented = _public_document(case, _implements(commitment.key))
        yield Part(commitment.number, any_of([not_(begun), implemented]))


def _implements(commitment: str) -> Callable[[Document], bool]:
    return lambda one: one.phase == "implementation" and one.commitment == commitment


def timeline_before_the_start(case: Case) -> Iterable[Part]:
    """MR-3.1: the timeline stood in public before drafting began."""
    start = span_of(case.making.drafting_from)
    latest = start.plus(days=-case.numbers.timeline_days) if start else None

    def test(document: Document) -> Outcome:
        if document.kind != "timeline":
            return FAILED
        return all_of([_is_public(document), at_most(span_of(document.day), latest)])

    return whole(case.any_in("documents", case.making.documents, test))


def outreach_was_made(case: Case) -> Iterable[Part]:
    """MR-3.2: at least one activity told people of OGP and how to take part."""
    return whole(case.any_in("outreach", case.making.outreach, lambda _one: PASSED))


def input_was_gathered(case: Case) -> Iterable[Part]:
    """MR-3.3: a consultation was open long enough, and several kinds of stakeholders took part."""
    long_enough = case.any_in("consultations", case.making.consultations, lambda one: _long_enough(case, one))
    return whole(all_of([long_enough, _varied(case)]))


def _long_enough(case: Case, consultation: Consultation) -> Outcome:
    """Count working days from the first to the last day, both included."""
    first, last = span_of(consultation.from_date), span_of(consultation.to_date)
    if first is None or last is None:
        return UNKNOWN
    if _open_days(case, first.last, last.first) >= case.numbers.consultation_working_days:
        return PASSED
    enough_at_most = _open_days(case, first.first, last.last) >= case.numbers.consultation_working_days
    return UNKNOWN if enough_at_most else FAILED


def _open_days(case: Case, first: date, last: date) -> int:
    """Count working days; a year of them is enough for any rule, and no file can make the count long."""
    return case.working_days(first, min(last, add_months(first, 12))) if first <= last else 0


def _varied(case: Case) -> Outcome:
    consultations = case.making.consultations
    if isinstance(consultations, Unknown):
        return UNKNOWN
    sectors = {sector for one in consultations for sector in _entries(one.sectors)}
    if len(sectors) >= case.numbers.consultation_sectors:
        return PASSED
    more = "consultations" in case.making.partial or any(isinstance(one.sectors, Unknown) for one in consultations)
    return UNKNOWN if more else FAILED


def contributions_are_answered(case: Case) -> Iterable[Part]:
    """MR-4.1: every contribution has a published, reasoned answer; older sets ask for the contributions, too."""
    contributions = case.making.contributions
    if not isinstance(contributions, Contributions):
        return whole(is_filled(contributions))
    if isinstance(contributions.received, int) and isinstance(contributions.answered, int):
        answered = holds(contributions.answered >= contributions.received)
    else:
        answered = FAILED if contributions.received is None or contributions.answered is None else UNKNOWN
    published = says_yes(contributions.published) if case.numbers.contributions_published else PASSED
    return whole(all_of([answered, published]))


def results_are_presented(case: Case) -> Iterable[Part]:
    """MR-5.1: in each year of implementation, meetings with civil society on the results, with its comments."""
    until, start = case.watched_until(), case.start
    if start is None or not start.exact:
        return whole(any_of([not_(at_most(start.plus(months=12, days=-1) if start else None, until)), UNKNOWN]))
    first_days = [start.plus(months=12 * year) for year in range(YEARS)]
    years = [Span(day.first, day.plus(months=12, days=-1).last) for day in first_days]
    return whole(all_of(any_of([not_(at_most(_end_of(year), until)), _presented(case, year)]) for year in years))


def _end_of(year: Span) -> Span:
    return Span(year.last, year.last)


def _presented(case: Case, year: Span) -> Outcome:
    if isinstance(case.making.meetings, Unknown):
        return UNKNOWN
    outcomes = [_presents(one, year) for one in case.making.meetings]
    reviews = case.numbers.reviews_a_year
    if outcomes.count(PASSED) >= reviews:
        return PASSED
    possible = outcomes.count(PASSED) + outcomes.count(UNKNOWN) >= reviews
    return UNKNOWN if possible or "meetings" in case.making.partial else FAILED


def _presents(meeting: Meeting, year: Span) -> Outcome:
    if meeting.kind != "implementation_review":
        return FAILED
    day = span_of(meeting.day)
    inside = all_of([at_most(Span(year.first, year.first), day), at_most(day, _end_of(year))])
    return all_of([is_filled(meeting.day), inside, _at_least_one(meeting.civil_society), says_yes(meeting.comments)])
