"""The pages of a plan, a policy goal and a component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuvend.accountability.plans.models import Commitment, Component, GoalLead, Plan, PolicyGoal
from kuvend.accountability.plans.queries.addresses import in_words, page_url, span
from kuvend.accountability.plans.queries.proofs import proofs_of
from kuvend.accountability.plans.queries.rows import CommitmentRow, Named, Tag, commitment_rows, institution_name
from kuvend.accountability.plans.queries.stages import StageMark, stage_marks
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN


@dataclass(frozen=True)
class ComponentPart:
    """A component with its commitments."""

    number: str
    title: Any
    url: str
    leader: Named | None
    note: Any
    commitments: Sequence[CommitmentRow]


@dataclass(frozen=True)
class GoalPart:
    """A policy goal: who leads it, its components, and the commitments that name no component."""

    anchor: str
    number: str
    title: Any
    url: str
    leads: Sequence[Named]
    components: Sequence[ComponentPart]
    commitments: Sequence[CommitmentRow]
    plan: Named


@dataclass(frozen=True)
class PlanPage:
    """A plan as a document."""

    plan: Plan
    title: Any
    summary: Any
    period: str
    stages: Sequence[StageMark]
    goals: Sequence[GoalPart]
    progress: Sequence[tuple[Tag, int]]
    commitment_count: int
    sources: Sequence[dict[str, str]]
    published: str
    proof: str
    others: Sequence[Named]


@dataclass(frozen=True)
class ComponentPage:
    """A component with its commitments and where it belongs."""

    part: ComponentPart
    goal: Named
    plan: Named


def plan_page(public_id: str | None, *, today: date) -> PlanPage | None:
    """Return the page of a plan, of the one that ends last when no id is given; None when there is none."""
    plans = list(Plan.objects.select_related("process").order_by("-process__to_date", "-pk"))
    plan = next((one for one in plans if public_id in (None, one.public_id)), None)
    if plan is None:
        return None
    rows = commitment_rows(Commitment.objects.filter(goal__plan=plan))
    goals = _goals(PolicyGoal.objects.filter(plan=plan), rows, _named_plan(plan))
    return PlanPage(
        plan=plan,
        title=plan.process.title,
        summary=plan.process.summary,
        period=_period(plan),
        stages=stage_marks(plan.process, today=today),
        goals=goals,
        progress=_counted(rows),
        commitment_count=len(rows),
        sources=plan.sources,
        published=in_words(plan.published_at),
        proof=proofs_of([plan.public_id]).url("plan_published", plan.public_id),
        others=[_named_plan(one) for one in plans if one is not plan],
    )


def _named_plan(plan: Plan) -> Named:
    return Named(plan.process.title, page_url("plan_page", plan.public_id))


def _period(plan: Plan) -> str:
    """Return the plan's period in words, as exact as its sources: days, or years alone."""
    stated = [plan.from_stated, plan.to_stated]
    if UNKNOWN.value in stated:
        return ""
    dates = [StatedDate.parse(text) for text in stated]
    if all(one.day for one in dates):
        return span(dates[0].first_day(), dates[1].first_day())
    return f"{stated[0]} – {stated[1]}"


def _counted(rows: Sequence[CommitmentRow]) -> list[tuple[Tag, int]]:
    """Return how many commitments are how far, in the order of the scale; those without a report at the end."""
    counts: dict[Tag, int] = {}
    for row in rows:
        counts[row.progress] = counts.get(row.progress, 0) + 1
    return sorted(counts.items(), key=lambda item: (not item[0].words, ("ok", "wait", "stop", "").index(item[0].tint)))


def _goals(goals: Any, rows: Sequence[CommitmentRow], plan: Named) -> list[GoalPart]:
    """Return policy goals with all that stands in them; three statements."""
    loaded = list(goals.order_by("place"))
    leads: dict[int, list[Named]] = {}
    for lead in GoalLead.objects.filter(goal__in=loaded).select_related("institution").order_by("place"):
        named = Named(lead.institution.name, page_url("institution", lead.institution.public_id))
        leads.setdefault(lead.goal_id, []).append(named)
    components = list(Component.objects.filter(goal__in=loaded).select_related("leader").order_by("place"))
    return [
        GoalPart(
            anchor=f"goal-{goal.key}",
            number=goal.number,
            title=goal.title,
            url=page_url("policy_goal", goal.public_id),
            leads=leads.get(goal.pk, ()),
            components=[_component(one, rows) for one in components if one.goal_id == goal.pk],
            commitments=[row for row in rows if row.goal_id == goal.pk and row.component_id is None],
            plan=plan,
        )
        for goal in loaded
    ]


def _component(one: Component, rows: Sequence[CommitmentRow]) -> ComponentPart:
    return ComponentPart(
        number=one.number,
        title=one.title,
        url=page_url("component", one.public_id),
        leader=institution_name(one.leader),
        note=one.note,
        commitments=[row for row in rows if row.component_id == one.pk],
    )


def goal_page(public_id: str) -> GoalPart | None:
    """Return a policy goal with its components and commitments, or None."""
    goals = PolicyGoal.objects.filter(public_id=public_id)
    goal = goals.select_related("plan__process").first()
    if goal is None:
        return None
    rows = commitment_rows(Commitment.objects.filter(goal=goal))
    (part,) = _goals(goals, rows, _named_plan(goal.plan))
    return part


def component_page(public_id: str) -> ComponentPage | None:
    """Return a component with its commitments, or None."""
    related = ("goal__plan__process", "leader")
    component = Component.objects.select_related(*related).filter(public_id=public_id).first()
    if component is None:
        return None
    rows = commitment_rows(Commitment.objects.filter(component=component))
    goal = component.goal
    return ComponentPage(
        part=_component(component, rows),
        goal=Named(f"{goal.number} {goal.title}", page_url("policy_goal", goal.public_id)),
        plan=_named_plan(goal.plan),
    )
