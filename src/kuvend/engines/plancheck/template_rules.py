"""The rules T-01 to T-16: what each commitment and milestone says."""

from __future__ import annotations

from collections.abc import Iterable

from kuvend.engines.formats.plan.details import Baseline, Contact, Cost, Indicator
from kuvend.engines.formats.plan.documents import Commitment, Milestone, Unknown
from kuvend.engines.formats.plan.values import in_all_languages
from kuvend.engines.plancheck import words
from kuvend.engines.plancheck.case import Case, Part, is_filled, says_yes
from kuvend.engines.plancheck.goals_2030 import is_target
from kuvend.engines.plancheck.outcomes import FAILED, PASSED, UNKNOWN, Outcome, all_of, any_of, holds, not_
from kuvend.engines.plancheck.spans import at_most, span_of
from kuvend.engines.plancheck.values import technology_alone


def problem_has_baseline(case: Case) -> Iterable[Part]:
    """T-01: a figure, its source and its date."""

    def test(commitment: Commitment) -> Outcome:
        baseline = commitment.details.baseline
        if not isinstance(baseline, Baseline):
            return is_filled(baseline)
        figure = baseline.figure
        signs = "" if isinstance(figure, Unknown) else in_all_languages(figure)
        counted = UNKNOWN if isinstance(figure, Unknown) else holds(any(sign.isdigit() for sign in signs))
        return all_of([counted, is_filled(baseline.day), is_filled(baseline.source)])

    return case.each_commitment(test)


def problem_is_not_the_solution(case: Case) -> Iterable[Part]:
    """T-02: problem and solution share at most 60 % of their words."""

    def test(commitment: Commitment) -> Outcome:
        if isinstance(commitment.problem, Unknown) or isinstance(commitment.solution, Unknown):
            return all_of([is_filled(commitment.problem), is_filled(commitment.solution)])
        present = holds(bool(commitment.problem and commitment.solution))
        languages = commitment.problem.keys() & commitment.solution.keys()
        return all_of(
            [
                present,
                *(holds(not words.alike(commitment.problem[code], commitment.solution[code])) for code in languages),
            ]
        )

    return case.each_commitment(test)


def value_is_answered(case: Case) -> Iterable[Part]:
    """T-03: at least one OGP value is claimed, and the commitment says how it serves it."""

    def test(commitment: Commitment) -> Outcome:
        answers = commitment.details.value_answers
        if isinstance(commitment.values, Unknown) or isinstance(answers, Unknown):
            return all_of([is_filled(commitment.values), is_filled(answers)])
        return any_of(holds(bool(answers.get(value))) for value in commitment.values)

    return case.each_commitment(test)


def not_technology_alone(case: Case) -> Iterable[Part]:
    """T-04: technology and innovation support another value; they are not one by themselves."""
    for commitment in case.plan.commitments:
        outcome = UNKNOWN if isinstance(commitment.values, Unknown) else holds(not technology_alone(commitment.values))
        yield Part(commitment.number, outcome, "why" if outcome is FAILED else "")


def milestone_is_verifiable(case: Case) -> Iterable[Part]:
    """T-05: a deed, a deliverable, and the kind of evidence that will show it."""

    def test(milestone: Milestone) -> Outcome:
        deed = holds(any(words.names_a_deed(title) for title in milestone.title.values()))
        return all_of([deed, is_filled(milestone.deliverable), is_filled(milestone.details.evidence_type)])

    return case.each_milestone(test, without=FAILED)


def milestone_has_its_days(case: Case) -> Iterable[Part]:
    """T-06: it starts before it ends, and starts inside the plan."""

    def test(milestone: Milestone) -> Outcome:
        first, last = span_of(milestone.from_date), span_of(milestone.to_date)
        in_order = at_most(first.plus(days=1) if first else None, last)
        inside = all_of([at_most(case.start, first), at_most(first, case.end)])
        return all_of([is_filled(milestone.from_date), is_filled(milestone.to_date), in_order, inside])

    return case.each_milestone(test, without=PASSED)


def lead_and_contact(case: Case) -> Iterable[Part]:
    """T-07: one lead institution, and a person who can be reached."""

    def test(commitment: Commitment) -> Outcome:
        contact = commitment.details.contact
        reached = holds(bool(contact.email or contact.phone)) if isinstance(contact, Contact) else is_filled(contact)
        return all_of([is_filled(commitment.lead), reached])

    return case.each_commitment(test)


def civil_society_takes_part(case: Case) -> Iterable[Part]:
    """T-08: an organisation of civil society, or the reason why there is none."""
    return case.each_commitment(
        lambda one: any_of([is_filled(one.details.civil_society), is_filled(one.details.no_civil_society)])
    )


def result_reaches_the_public(case: Case) -> Iterable[Part]:
    """T-09: not all that comes out stays inside the administration."""

    def test(commitment: Commitment) -> Outcome:
        if isinstance(commitment.milestones, Unknown):
            return UNKNOWN
        audiences = [milestone.details.audience for milestone in commitment.milestones]
        return any_of(UNKNOWN if audience == "unknown" else holds(audience == "public") for audience in audiences)

    return case.each_commitment(test)


def earlier_commitment_is_linked(case: Case) -> Iterable[Part]:
    """T-10: it says whether it goes on from an earlier one, and from which."""

    def test(commitment: Commitment) -> Outcome:
        carried = commitment.details.carried_over
        return all_of([is_filled(carried), any_of([not_(says_yes(carried)), is_filled(commitment.details.earlier)])])

    return case.each_commitment(test)


def cost_is_told(case: Case) -> Iterable[Part]:
    """T-11: what it costs and who pays, or that no money is there."""

    def test(commitment: Commitment) -> Outcome:
        cost = commitment.details.cost
        if not isinstance(cost, Cost):
            return is_filled(cost)
        return holds(cost.unfunded or bool(cost.amount and cost.currency and cost.funding))

    return case.each_commitment(test)


def origin_is_told(case: Case) -> Iterable[Part]:
    """T-12: the contributions it came from, or that the government began it."""
    return case.each_commitment(
        lambda one: any_of([is_filled(one.details.contributions), holds(one.details.government_initiated)])
    )


def goals_of_2030_exist(case: Case) -> Iterable[Part]:
    """T-13: every target of the Sustainable Development Goals that is named exists; none need be named."""

    def test(commitment: Commitment) -> Outcome:
        targets = commitment.details.sdg_targets
        return UNKNOWN if isinstance(targets, Unknown) else all_of(holds(is_target(name)) for name in targets)

    return case.each_commitment(test)


def deeds_are_not_vague(case: Case) -> Iterable[Part]:
    """T-14: no title begins with support, promote, continue or raise awareness."""

    def test(entry: Commitment | Milestone) -> Outcome:
        return holds(not any(words.is_vague(title) for title in entry.title.values()))

    yield from case.each_commitment(test)
    yield from case.each_milestone(test, without=PASSED)


def language_is_plain(case: Case) -> Iterable[Part]:
    """T-15: sentences of at most 25 words on average, in each text."""

    def test(commitment: Commitment) -> Outcome:
        texts = (commitment.problem, commitment.solution, commitment.results)
        return all_of(
            UNKNOWN if isinstance(text, Unknown) else holds(all(words.is_plain(passage) for passage in text.values()))
            for text in texts
        )

    return case.each_commitment(test)


def milestone_is_measured(case: Case) -> Iterable[Part]:
    """T-16: an indicator with target, unit and day."""

    def test(milestone: Milestone) -> Outcome:
        indicators = milestone.details.indicators
        if isinstance(indicators, Unknown):
            return UNKNOWN
        return all_of([holds(bool(indicators)), *(_measured(indicator) for indicator in indicators)])

    return case.each_milestone(test, without=FAILED)


def _measured(indicator: Indicator) -> Outcome:
    return all_of(
        [is_filled(indicator.text), is_filled(indicator.target), is_filled(indicator.unit), is_filled(indicator.day)]
    )
