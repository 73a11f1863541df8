"""The first parts of a plan on its way into the database: the plan, its goals and components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from kuvend.accountability.plans.document.actions.institutions import Institutions
from kuvend.accountability.plans.document.actions.ordering import keep_leads, keep_listed
from kuvend.accountability.plans.document.actions.values import text, unknown_fields, value_or
from kuvend.accountability.plans.models import Component, Plan, PolicyGoal
from kuvend.engines.formats.plan import documents
from kuvend.engines.formats.plan.documents import PlanDocument, Unknown
from kuvend.engines.formats.plan.forms import form_of
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.models import Process


def keep_plan(document: PlanDocument, site: Scope, institutions: Institutions) -> Plan:
    """Keep the process and the plan, with the institutions it names."""
    scope = keep_scope(key=document.key, title=text(document.title), parent=site)
    from_date, to_date = _days(document)
    process, _created = Process.objects.update_or_create(
        key=document.key,
        defaults={
            "title": text(document.title),
            "summary": text(document.summary),
            "scope": scope,
            "from_date": from_date,
            "to_date": to_date,
            "simulated": document.simulated,
        },
    )
    plan, _created = Plan.objects.update_or_create(
        process=process,
        defaults={
            "country": document.country,
            "from_stated": _day_text(document.period.from_date),
            "to_stated": _day_text(document.period.to_date),
            "period_simulated": document.period.simulated,
            "sources": [asdict(one) for one in document.sources],
            "unknown": unknown_fields(document, ["summary"]),
            "making": form_of(document.making) if document.making else None,
        },
    )
    keep_listed(plan, [institutions[key] for key in dict.fromkeys(_institution_keys(document))])
    return plan


def _day_text(value: object) -> str:
    return value.value if isinstance(value, Unknown) else str(value)


def _days(document: PlanDocument) -> tuple[date, date]:
    """Return the first and last day of the process: the plan's period and the stages of its making."""
    period = document.period
    firsts = [stage.from_date for stage in document.stages]
    lasts = [stage.to_date for stage in document.stages]
    if not isinstance(period.from_date, Unknown):
        firsts.append(period.from_date.first_day())
    if not isinstance(period.to_date, Unknown):
        lasts.append(period.to_date.last_day())
    if not firsts or not lasts or max(lasts) < min(firsts):
        raise UsageProblem("plan.period: give at least the years, or stages with their days, in order")
    return min(firsts), max(lasts)


def _institution_keys(document: PlanDocument) -> Iterator[str]:
    """Yield the keys of all institutions that the plan names, those it lists first."""
    yield from (one.key for one in document.institutions)
    for goal in document.policy_goals:
        yield from value_or(goal.lead, ())
        yield from (one.leader for one in goal.components if isinstance(one.leader, str))
    for stage in document.stages:
        for item in stage.items:
            yield from item.actors
    for commitment in document.commitments:
        yield from value_or(commitment.supporting, ())
        leads = [commitment.lead, *(one.lead for one in value_or(commitment.milestones, ()))]
        yield from (lead for lead in leads if isinstance(lead, str))


def keep_goal(plan: Plan, place: int, entry: documents.PolicyGoal, institutions: Institutions) -> PolicyGoal:
    """Keep a policy goal with its scope, its leads and its components."""
    process = plan.process
    scope = keep_scope(key=f"{process.key}.{entry.key}", title=text(entry.title), parent=process.scope)
    goal, _created = PolicyGoal.objects.update_or_create(
        plan=plan,
        key=entry.key,
        defaults={
            "number": entry.number,
            "place": place,
            "title": text(entry.title),
            "scope": scope,
            "sources": list(entry.sources),
            "unknown": unknown_fields(entry, ["lead"]),
        },
    )
    keep_leads(goal, [institutions[key] for key in value_or(entry.lead, ())])
    for number, component in enumerate(entry.components):
        _keep_component(goal, number, component, institutions)
    return goal


def _keep_component(goal: PolicyGoal, place: int, entry: documents.Component, institutions: Institutions) -> None:
    leader = value_or(entry.leader, None)
    scope = keep_scope(key=f"{goal.scope.key}.{entry.key}", title=text(entry.title), parent=goal.scope)
    Component.objects.update_or_create(
        goal=goal,
        key=entry.key,
        defaults={
            "number": entry.number,
            "place": place,
            "title": text(entry.title),
            "leader": institutions[leader] if leader else None,
            "note": text(entry.note),
            "scope": scope,
            "sources": list(entry.sources),
            "unknown": unknown_fields(entry, ["leader"]),
        },
    )
