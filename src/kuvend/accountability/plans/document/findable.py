"""What the search keeps of plans: the plan, its goals and components, commitments and milestones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import COMMITMENT, MILESTONE
from kuvend.accountability.plans.models import Commitment, Component, Milestone, Plan, PolicyGoal
from kuvend.accountability.plans.progress.findable import status_tags
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.accountability.plans.progress.queries.rows import statuses_of
from kuvend.foundation.core.clock import start_of_day
from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming
from kuvend.foundation.outcomes.findable import findable_texts

WITH_THE_PLAN = frozenset({"plan_published"})


def _draw_plans(rows: Sequence[Plan]) -> Iterable[Findable]:
    for row in rows:
        yield Findable(
            public_id=row.public_id,
            title=row.process.title,
            words=row.process.summary,
            moment=row.published_at or start_of_day(row.process.from_date),
            process=row.process.public_id,
            scope=row.process.scope.path,
        )


def _draw_goals(rows: Sequence[PolicyGoal]) -> Iterable[Findable]:
    for row in rows:
        yield _part(row, row.plan)


def _draw_components(rows: Sequence[Component]) -> Iterable[Findable]:
    for row in rows:
        yield _part(row, row.goal.plan)


def _part(row: PolicyGoal | Component, plan: Plan) -> Findable:
    return Findable(
        public_id=row.public_id,
        title=row.title,
        number=row.number,
        moment=start_of_day(plan.process.from_date),
        process=plan.process.public_id,
        scope=row.scope.path,
    )


def _progress_of_commitments(outcome_ids: Sequence[int]) -> dict[int, str]:
    rows = dict(Commitment.objects.filter(outcome__in=outcome_ids).values_list("pk", "outcome_id"))
    statuses = statuses_of(rows)
    return {outcome: str(progress_of(statuses.get(pk, [])) or "") for pk, outcome in rows.items()}


def _progress_of_milestones(outcome_ids: Sequence[int]) -> dict[int, str]:
    return dict(Milestone.objects.filter(outcome__in=outcome_ids).values_list("outcome_id", "status"))


PLANS = FindableSort(
    name="plan",
    kinds=lambda: {"plan": Naming(_("plan"), _("Plans"))},
    page="plan_page",
    rows=lambda: Plan.objects.filter(version__gte=1).select_related("process__scope"),
    draw=_draw_plans,
    facts=WITH_THE_PLAN,
    weight=2.0,
)
GOALS = FindableSort(
    name="goal",
    kinds=lambda: {"goal": Naming(_("policy goal"), _("Policy goals"))},
    page="policy_goal",
    rows=lambda: PolicyGoal.objects.filter(plan__version__gte=1).select_related("plan__process", "scope"),
    draw=_draw_goals,
    facts=WITH_THE_PLAN,
    named_by=("plan__public_id",),
    weight=1.5,
)
COMPONENTS = FindableSort(
    name="component",
    kinds=lambda: {"component": Naming(_("component"), _("Components"))},
    page="component",
    rows=lambda: Component.objects.filter(goal__plan__version__gte=1).select_related("goal__plan__process", "scope"),
    draw=_draw_components,
    facts=WITH_THE_PLAN,
    named_by=("goal__plan__public_id",),
    weight=1.5,
)
COMMITMENTS = findable_texts(
    COMMITMENT,
    label=_("commitment"),
    heading=_("Commitments"),
    facts=["progress_reported"],
    named_by=["public_id"],
    states_of=_progress_of_commitments,
    states=status_tags,
    weight=1.8,
)
MILESTONES = findable_texts(
    MILESTONE,
    label=_("milestone"),
    heading=_("Milestones"),
    facts=["progress_reported"],
    states_of=_progress_of_milestones,
    states=status_tags,
)
OF_THE_DOCUMENT = (PLANS, GOALS, COMPONENTS, COMMITMENTS, MILESTONES)
