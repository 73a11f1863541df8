"""The pages of a policy goal and a component, and both as parts of their plan's document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kuvend.accountability.plans.document.queries.share import share_of_component, share_of_goal
from kuvend.accountability.plans.document.queries.taking_part import OpenWay, open_ways
from kuvend.accountability.plans.models import Commitment, Component, GoalLead, PolicyGoal
from kuvend.accountability.plans.progress.queries.progress_chart import progress_chart
from kuvend.accountability.plans.progress.queries.rows import CommitmentRow, commitment_rows, counted, institution_name
from kuvend.accountability.plans.wording import named_plan
from kuvend.foundation.core.charts import Chart
from kuvend.foundation.core.sharing import Share
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.core.wording import Named, page_url


@dataclass(frozen=True)
class ComponentPart:
    """A component with its commitments; `leader_unknown`: no source tells who leads it."""

    number: str
    title: Any
    url: str
    leader: Named | None
    leader_unknown: bool
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


@dataclass(frozen=True)
class GoalPage:
    """A policy goal with where it belongs, how far it is, and how to take part now."""

    part: GoalPart
    plan: Named
    progress: Chart | None
    commitment_count: int
    open_ways: Sequence[OpenWay]
    share: Share


@dataclass(frozen=True)
class ComponentPage:
    """A component with where it belongs, how far it is, and how to take part now; `leads` are its goal's."""

    part: ComponentPart
    goal: Named
    leads: Sequence[Named]
    plan: Named
    progress: Chart | None
    open_ways: Sequence[OpenWay]
    share: Share


def goal_parts(goals: QuerySet[PolicyGoal], rows: Sequence[CommitmentRow]) -> list[GoalPart]:
    """Return policy goals with all that stands in them; three statements."""
    loaded = list(goals.order_by("place"))
    leads = _leads(loaded)
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
        )
        for goal in loaded
    ]


def _leads(goals: Sequence[PolicyGoal]) -> dict[int, list[Named]]:
    """Return who leads each policy goal, by its row's id; one statement."""
    leads: dict[int, list[Named]] = {}
    for lead in GoalLead.objects.filter(goal__in=goals).select_related("institution").order_by("place"):
        institution = Named(lead.institution.name, page_url("institution", lead.institution.public_id))
        leads.setdefault(lead.goal_id, []).append(institution)
    return leads


def _component(component: Component, rows: Sequence[CommitmentRow]) -> ComponentPart:
    return ComponentPart(
        number=component.number,
        title=component.title,
        url=page_url("component", component.public_id),
        leader=institution_name(component.leader),
        leader_unknown="leader" in component.unknown,
        note=component.note,
        commitments=[row for row in rows if row.component_id == component.pk],
    )


def goal_page(public_id: str, *, at: datetime) -> GoalPage | None:
    """Return a policy goal with its components and commitments, or None."""
    goals = PolicyGoal.objects.filter(public_id=public_id)
    goal = goals.select_related("plan__process", "scope").first()
    if goal is None:
        return None
    rows = commitment_rows(Commitment.objects.filter(goal=goal), with_words=True)
    (part,) = goal_parts(goals, rows)
    return GoalPage(
        part=part,
        plan=named_plan(goal.plan),
        progress=progress_chart(rows),
        commitment_count=len(counted(rows)),
        open_ways=open_ways(goal.plan.process_id, goal.scope.path, at=at),
        share=share_of_goal(goal),
    )


def component_page(public_id: str, *, at: datetime) -> ComponentPage | None:
    """Return a component with its commitments, or None."""
    related = ("goal__plan__process", "leader", "scope")
    component = Component.objects.select_related(*related).filter(public_id=public_id).first()
    if component is None:
        return None
    rows = commitment_rows(Commitment.objects.filter(component=component), with_words=True)
    goal = component.goal
    return ComponentPage(
        part=_component(component, rows),
        goal=Named(f"{ordinal(goal.number)} {goal.title}", page_url("policy_goal", goal.public_id)),
        leads=[] if component.leader else _leads([goal]).get(goal.pk, []),
        plan=named_plan(goal.plan),
        progress=progress_chart(rows),
        open_ways=open_ways(goal.plan.process_id, component.scope.path, at=at),
        share=share_of_component(component),
    )
