"""What is told of a plan, its goals, components, commitments and milestones where somebody links to them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import gettext as _

from kuvend.accountability.plans.models import Commitment, Component, Milestone, Plan, PolicyGoal
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.accountability.plans.progress.queries.rows import status_tag
from kuvend.foundation.core.sharing import Share, share_of
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.core.wording import Tag, span
from kuvend.foundation.outcomes.models import of_its_process


def plan_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a plan by its id, or None."""
    plan = Plan.objects.select_related("process").filter(public_id=public_id).first()
    return share_of_plan(plan) if plan else None


def share_of_plan(plan: Plan) -> Share:
    """Return what is told of a plan (with its process)."""
    process = plan.process
    words = {"kind": _("Action plan"), "title": process.title, "description": process.summary}
    return share_of(public_id=plan.public_id, **words)


def goal_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a policy goal by its id, or None."""
    goal = PolicyGoal.objects.select_related("plan__process").filter(public_id=public_id).first()
    return share_of_goal(goal) if goal else None


def share_of_goal(goal: PolicyGoal) -> Share:
    """Return what is told of a policy goal (with its plan)."""
    return _share_of_part(goal, kind=_("Policy goal"), plan=goal.plan)


def component_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a component by its id, or None."""
    component = Component.objects.select_related("goal__plan__process").filter(public_id=public_id).first()
    return share_of_component(component) if component else None


def share_of_component(component: Component) -> Share:
    """Return what is told of a component (with its goal and plan)."""
    return _share_of_part(component, kind=_("Component"), plan=component.goal.plan)


def _share_of_part(part: PolicyGoal | Component, *, kind: str, plan: Plan) -> Share:
    return share_of(
        public_id=part.public_id,
        kind=f"{kind} · {plan.process.title}",
        title=f"{ordinal(part.number)} {part.title}",
        description=plan.process.summary,
    )


def commitment_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a commitment by its id, or None."""
    rows = Commitment.objects.select_related("outcome", "goal__plan__process")
    row = rows.filter(outcome__public_id=public_id).first()
    if row is None:
        return None
    in_plan = ExpressionWrapper(of_its_process("outcome__"), output_field=BooleanField())
    milestones = Milestone.objects.filter(commitment=row).annotate(in_plan=in_plan)
    statuses = [one.status for one in milestones if one.in_plan]
    completed = sum(status == "completed" for status in statuses)
    return share_of_commitment(row, status_tag(progress_of(statuses)), completed=completed, milestones=len(statuses))


def share_of_commitment(row: Commitment, progress: Tag, *, completed: int, milestones: int) -> Share:
    """Return what is told of a commitment (with its outcome and plan) and of its milestones."""
    counted = _("milestones completed: %(done)s of %(n)s") % {"done": completed, "n": milestones}
    return share_of(
        public_id=row.outcome.public_id,
        kind=f"{_('Commitment')} {row.outcome.number} · {row.goal.plan.process.title}",
        title=row.outcome.title,
        description=row.solution or row.problem,
        state=progress.words,
        tint=progress.tint,
        figure=counted if milestones else "",
    )


def milestone_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a milestone by its id, or None."""
    related = ("outcome", "commitment__outcome", "commitment__goal__plan__process")
    row = Milestone.objects.select_related(*related).filter(outcome__public_id=public_id).first()
    return share_of_milestone(row, status_tag(row.status, unproven=row.unproven)) if row else None


def share_of_milestone(row: Milestone, status: Tag) -> Share:
    """Return what is told of a milestone (with its outcome, commitment and plan)."""
    above = row.commitment.outcome
    return share_of(
        public_id=row.outcome.public_id,
        kind=f"{_('Milestone')} {row.outcome.number} · {ordinal(above.number)} {above.title}",
        title=row.outcome.title,
        description=row.deliverable,
        state=status.words,
        tint=status.tint,
        figure=span(row.from_date, row.to_date),
    )
