"""The rules T-01 to T-16: what each commitment and milestone says."""

from __future__ import annotations

from collections.abc import Iterable

from kuvend.engines.formats.plan.details import Baseline, Contact, Cost, Indicator
from kuvend.engines.formats.plan.documents import Commitment, Milestone, Unknown
from kuvend.engines.formats.plan.values import in_all_languages
from kuvend.engines.plancheck import words
from kuvend.engines.plancheck.case import Case, Part, given, told
from kuvend.engines.plancheck.goals_2030 import is_target
from kuvend.engines.plancheck.outcomes import FAILED, PASSED, UNKNOWN, Outcome, all_of, any_of, holds, not_
from kuvend.engines.plancheck.spans import at_most, span_of
from kuvend.engines.plancheck.values import technology_alone


def problem_has_baseline(case: Case) -> Iterable[Part]:
    """T-01: a figure, its source and its date."""

    def test(one: Commitment) -> Outcome:
        baseline = one.details.baseline
        if not isinstance(baseline, Baseline):
            return given(baseline)
        figure = baseline.figure
        signs = "" if isinstance(figure, Unknown) else in_all_languages(figure)
        counted = UNKNOWN if isinstance(figure, Unknown) else holds(any(sign.isdigit() for sign in signs))
        return all_of([counted, given(baseline.day), given(baseline.source)])

    return case.each_commitment(test)


def problem_is_not_the_solution(case: Case) -> Iterable[Part]:
    """T-02: problem and solution share at most 60 % of their words."""

    def test(one: Commitment) -> Outcome:
        if isinstance(one.problem, Unknown) or isinstance(one.solution, Unknown):
            return all_of([given(one.problem), given(one.solution)])
        said = holds(bool(one.problem and one.solution))
        both = one.problem.keys() & one.solution.keys()
        return all_of([said, *(holds(not words.alike(one.problem[code], one.solution[code])) for code in both)])

    return case.each_commitment(test)


def value_is_answered(case: Case) -> Iterable[Part]:
    """T-03: at least one OGP value is claimed, and the commitment says how it serves it."""

    def test(one: Commitment) -> Outcome:
        answers = one.details.value_answers
        if isinstance(one.values, Unknown) or isinstance(answers, Unknown):
            return all_of([given(one.values), given(answers)])
        return any_of(holds(bool(answers.get(value))) for value in one.values)

    return case.each_commitment(test)


def not_technology_alone(case: Case) -> Iterable[Part]:
    """T-04: technology and innovation support another value; they are not one by themselves."""
    for one in case.plan.commitments:
        outcome = UNKNOWN if isinstance(one.values, Unknown) else holds(not technology_alone(one.values))
        yield Part(one.number, outcome, "why" if outcome is FAILED else "")


def milestone_is_verifiable(case: Case) -> Iterable[Part]:
    """T-05: a deed, a deliverable, and the kind of evidence that will show it."""

    def test(one: Milestone) -> Outcome:
        deed = holds(any(words.names_a_deed(title) for title in one.title.values()))
        return all_of([deed, given(one.deliverable), given(one.details.evidence_type)])

    return case.each_milestone(test, without=FAILED)


def milestone_has_its_days(case: Case) -> Iterable[Part]:
    """T-06: it starts before it ends, and starts inside the plan."""

    def test(one: Milestone) -> Outcome:
        first, last = span_of(one.from_date), span_of(one.to_date)
        in_order = at_most(first.plus(days=1) if first else None, last)
        inside = all_of([at_most(case.start, first), at_most(first, case.end)])
        return all_of([given(one.from_date), given(one.to_date), in_order, inside])

    return case.each_milestone(test, without=PASSED)


def lead_and_contact(case: Case) -> Iterable[Part]:
    """T-07: one lead institution, and a person who can be reached."""

    def test(one: Commitment) -> Outcome:
        contact = one.details.contact
        reached = holds(bool(contact.email or contact.phone)) if isinstance(contact, Contact) else given(contact)
        return all_of([given(one.lead), reached])

    return case.each_commitment(test)


def civil_society_takes_part(case: Case) -> Iterable[Part]:
    """T-08: an organisation of civil society, or the reason why there is none."""
    return case.each_commitment(
        lambda one: any_of([given(one.details.civil_society), given(one.details.no_civil_society)])
    )


def result_reaches_the_public(case: Case) -> Iterable[Part]:
    """T-09: not all that comes out stays inside the administration."""

    def test(one: Commitment) -> Outcome:
        if isinstance(one.milestones, Unknown):
            return UNKNOWN
        audiences = [milestone.details.audience for milestone in one.milestones]
        return any_of(UNKNOWN if audience == "unknown" else holds(audience == "public") for audience in audiences)

    return case.each_commitment(test)


def earlier_commitment_is_linked(case: Case) -> Iterable[Part]:
    """T-10: it says whether it goes on from an earlier one, and from which."""

    def test(one: Commitment) -> Outcome:
        carried = one.details.carried_over
        return all_of([given(carried), any_of([not_(told(carried)), given(one.details.earlier)])])

    return case.each_commitment(test)


def cost_is_told(case: Case) -> Iterable[Part]:
    """T-11: what it costs and who pays, or that no money is there."""

    def test(one: Commitment) -> Outcome:
        cost = one.details.cost
        if not isinstance(cost, Cost):
            return given(cost)
        return holds(cost.unfunded or bool(cost.amount and cost.currency and cost.funding))

    return case.each_commitment(test)


def origin_is_told(case: Case) -> Iterable[Part]:
    """T-12: the contributions it came from, or that the government began it."""
    return case.each_commitment(
        lambda one: any_of([given(one.details.contributions), holds(one.details.government_initiated)])
    )


def goals_of_2030_exist(case: Case) -> Iterable[Part]:
    """T-13: every target of the Sustainable Development Goals that is named exists; none need be named."""

    def test(one: Commitment) -> Outcome:
        targets = one.details.sdg_targets
        return UNKNOWN if isinstance(targets, Unknown) else all_of(holds(is_target(name)) for name in targets)

    return case.each_commitment(test)


def deeds_are_not_vague(case: Case) -> Iterable[Part]:
    """T-14: no title begins with support, promote, continue or raise awareness."""

    def test(one: Commitment | Milestone) -> Outcome:
        return holds(not any(words.is_vague(title) for title in one.title.values()))

    yield from case.each_commitment(test)
    yield from case.each_milestone(test, without=PASSED)


def language_is_plain(case: Case) -> Iterable[Part]:
    """T-15: sentences of at most 25 words on average, in each text."""

    def test(one: Commitment) -> Outcome:
        texts = (one.problem, one.solution, one.results)
        return all_of(
            UNKNOWN if isinstance(text, Unknown) else holds(all(words.is_plain(said) for said in text.values()))
            for text in texts
        )

    return case.each_commitment(test)


def milestone_is_measured(case: Case) -> Iterable[Part]:
    """T-16: an indicator with target, unit and day."""

    def test(one: Milestone) -> Outcome:
        indicators = one.details.indicators
        if isinstance(indicators, Unknown):
            return UNKNOWN
        return all_of([holds(bool(indicators)), *(_measured(indicator) for indicator in indicators)])

    return case.each_milestone(test, without=FAILED)


def _measured(one: Indicator) -> Outcome:
    return all_of([given(one.text), given(one.target), given(one.unit), given(one.day)])
