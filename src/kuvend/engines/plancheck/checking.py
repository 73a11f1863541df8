"""The check itself: which rule set, each rule in turn, and what its parts come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from kuvend.engines.formats.plan import read_plan
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.plancheck import calendar_rules as calendar
from kuvend.engines.plancheck import participation_rules as participation
from kuvend.engines.plancheck import template_rules as template
from kuvend.engines.plancheck.case import Case, Part, WorkingDays
from kuvend.engines.plancheck.findings import Finding, PlanCheck, Text, write_check
from kuvend.engines.plancheck.outcomes import FAILED, PASSED, UNKNOWN, Outcome, all_of
from kuvend.engines.plancheck.rule_sets import RuleSet, Wording, rule_set, rule_set_on, rule_sets, wordings
from kuvend.engines.plancheck.spans import span_of

SATURDAY = 5
RULES: Mapping[str, Callable[[Case], Iterable[Part]]] = MappingProxyType(
    {
        "C-01": calendar.no_gap_between_plans,
        "C-02": calendar.drafting_in_its_window,
        "C-03": calendar.two_or_four_years,
        "C-04": calendar.long_enough_to_implement,
        "C-05": calendar.delivered_in_time,
        "C-06": calendar.not_past_the_last_limit,
        "C-07": calendar.milestones_within_the_plan,
        "C-08": calendar.refreshed_at_mid_point,
        "C-09": calendar.not_contrary_twice,
        "C-10": calendar.five_to_fifteen,
        "C-11": calendar.in_english_and_its_own_language,
        "C-12": calendar.self_assessed,
        "T-01": template.problem_has_baseline,
        "T-02": template.problem_is_not_the_solution,
        "T-03": template.value_is_answered,
        "T-04": template.not_technology_alone,
        "T-05": template.milestone_is_verifiable,
        "T-06": template.milestone_has_its_days,
        "T-07": template.lead_and_contact,
        "T-08": template.civil_society_takes_part,
        "T-09": template.result_reaches_the_public,
        "T-10": template.earlier_commitment_is_linked,
        "T-11": template.cost_is_told,
        "T-12": template.origin_is_told,
        "T-13": template.goals_of_2030_exist,
        "T-14": template.deeds_are_not_vague,
        "T-15": template.language_is_plain,
        "T-16": template.milestone_is_measured,
        "MR-1.1": participation.forum_meets,
        "MR-1.2": participation.forum_rules_are_public,
        "MR-2.1": participation.website_is_maintained,
        "MR-2.2": participation.repository_grows,
        "MR-3.1": participation.timeline_before_the_start,
        "MR-3.2": participation.outreach_was_made,
        "MR-3.3": participation.input_was_gathered,
        "MR-4.1": participation.contributions_are_answered,
        "MR-5.1": participation.results_are_presented,
    }
)
ASK: Text = MappingProxyType(
    {
        "sq": "Skedari nuk e thotë. Plotësoni: {reads}.",
        "en": "The file does not tell it. Fill in: {reads}.",
    }
)


def check_plan(
    plan: PlanDocument, *, as_of: date, by: str | None = None, working_days: WorkingDays | None = None
) -> PlanCheck:
    """Judge a plan by every rule of the set in force at its due date.

    Args:
        plan: as `read_plan` gives it.
        as_of: the day of judgement; what is due later is not missed yet.
        by: the id of another rule set to judge by.
        working_days: how many working days lie from one day to another, both included; Mondays to Fridays unless
            given, since holidays are a country's own.

    Raises:
        KeyError: when there is no such rule set.
    """
    rules = rule_set(by) if by else rule_set_of(plan)
    case = Case(plan=plan, as_of=as_of, numbers=rules.numbers, working_days=working_days or weekdays)
    findings = tuple(_finding(wording, tuple(RULES[wording.id](case))) for wording in wordings(rules.id))
    return PlanCheck(plan=plan.key, rule_set=rules.id, as_of=as_of, findings=findings)


def check_json(text: str, *, as_of: date, by: str | None = None) -> str:
    """Judge a plan given as JSON (or YAML) and return the check as JSON.

    Raises:
        PlanFormatError: with the place of the first thing that is wrong.
        KeyError: when there is no such rule set.
    """
    return write_check(check_plan(read_plan(text), as_of=as_of, by=by))


def rule_set_of(plan: PlanDocument) -> RuleSet:
    """Return the set in force at a plan's due date; without one, on its first day; with neither, the newest."""
    day = span_of(plan.making.due if plan.making else None) or span_of(plan.period.from_date)
    return rule_set_on(day.last) if day else rule_sets()[-1]


def weekdays(first: date, last: date) -> int:
    """Return how many Mondays to Fridays lie from one day to another, both included."""
    days = range((last - first).days + 1)
    return sum((first + timedelta(days=number)).weekday() < SATURDAY for number in days)


def _finding(rule: Wording, parts: Sequence[Part]) -> Finding:
    """Join the parts of a rule; where there is nothing to look at, nobody can tell."""
    outcome = all_of(part.outcome for part in parts) if parts else UNKNOWN
    return Finding(
        id=rule.id,
        level=rule.level,
        outcome=outcome,
        sentence=rule.sentence,
        failed_at=_where(parts, FAILED),
        unknown_at=_where(parts, UNKNOWN),
        why=next((rule.notes[part.note] for part in parts if part.note), {}),
        mend=_mend(rule, outcome),
        unconfirmed=rule.unconfirmed,
        source=rule.source,
    )


def _where(parts: Sequence[Part], outcome: Outcome) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.where for part in parts if part.where and part.outcome is outcome))


def _mend(rule: Wording, outcome: Outcome) -> Text:
    if outcome is PASSED:
        return {}
    return rule.mend if outcome is FAILED else {code: said.format(reads=rule.reads) for code, said in ASK.items()}
