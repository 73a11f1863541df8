"""The page of a plan: a document with how far it is, what it came from, how it was made and what OGP's rules find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuvend.accountability.plans.cycle.queries.coverage import Coverage, coverage_of
from kuvend.accountability.plans.cycle.queries.stages import StageMark, stage_marks
from kuvend.accountability.plans.document.queries.costs import Costs, costs_of
from kuvend.accountability.plans.document.queries.goals import GoalPart, goal_parts
from kuvend.accountability.plans.document.queries.making import MakingPart, making_part
from kuvend.accountability.plans.document.queries.overrides import OverrideRow, overrides_of
from kuvend.accountability.plans.document.queries.public_check import CheckPart, public_check
from kuvend.accountability.plans.document.queries.share import share_of_plan
from kuvend.accountability.plans.models import Commitment, Plan, PolicyGoal
from kuvend.accountability.plans.progress.queries.progress_chart import progress_chart
from kuvend.accountability.plans.progress.queries.proofs import proofs_of
from kuvend.accountability.plans.progress.queries.rows import CommitmentRow, commitment_rows, counted
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.foundation.core.charts import Chart
from kuvend.foundation.core.sharing import Share
from kuvend.foundation.core.wording import Named, in_words, page_url, span
from kuvend.foundation.processes.queries import current_process


@dataclass(frozen=True)
class ListedPlan(Named):
    """A plan in the switch at the head of the page; `shown` is the one that the page shows."""

    shown: bool


@dataclass(frozen=True)
class PlanPage:
    """A plan as a document; `plans` are all there are, the one that ends last first.

    `rows` are all its commitments; `commitments`, `milestones`, `completed` and `costs` are of those that stand.
    """

    plan: Plan
    title: Any
    summary: Any
    period: str
    coverage: Coverage | None
    stages: Sequence[StageMark]
    goals: Sequence[GoalPart]
    progress: Chart | None
    rows: Sequence[CommitmentRow]
    commitments: int
    landed: int
    milestones: int
    completed: int
    costs: Costs
    making: MakingPart | None
    check: CheckPart
    checked: str
    sources: Sequence[dict[str, str]]
    published: str
    proof: str
    submitted: str
    submission_proof: str
    overrides: Sequence[OverrideRow]
    plans: Sequence[ListedPlan]

    @property
    def share(self) -> Share:
        """What is told of it where somebody links to it."""
        return share_of_plan(self.plan)


def plan_page(public_id: str | None, *, today: date) -> PlanPage | None:
    """Return the page of a plan, of the one that is shown first when no id is given; None when there is none."""
    plans = list(Plan.objects.select_related("process").order_by("-process__to_date", "-pk"))
    plan = _asked_for(plans, public_id, today)
    if plan is None:
        return None
    rows = commitment_rows(Commitment.objects.filter(goal__plan=plan), with_words=True)
    standing = counted(rows)
    proofs, check = proofs_of([plan.public_id]), public_check(plan, as_of=today)
    return PlanPage(
        plan=plan,
        title=plan.process.title,
        summary=plan.process.summary,
        period=period_of(plan),
        coverage=coverage_of(plan, plans, today=today),
        stages=stage_marks(plan.process, today=today),
        goals=goal_parts(PolicyGoal.objects.filter(plan=plan), rows),
        progress=progress_chart(rows),
        rows=rows,
        commitments=len(standing),
        landed=sum(row.landed or 0 for row in rows),
        milestones=sum(row.milestones for row in standing),
        completed=sum(row.completed for row in standing),
        costs=costs_of([row.cost for row in standing]),
        making=making_part(plan),
        check=check,
        checked=in_words(today),
        sources=plan.sources,
        published=in_words(plan.published_at),
        proof=proofs.url("plan_published", plan.public_id),
        submitted=in_words(plan.submitted_at),
        submission_proof=proofs.url("plan_submitted", plan.public_id),
        overrides=overrides_of(plan, {row.id: row.sentence for row in check.rows()}),
        plans=[ListedPlan(one.process.title, page_url("plan_page", one.public_id), one is plan) for one in plans],
    )


def _asked_for(plans: Sequence[Plan], public_id: str | None, today: date) -> Plan | None:
    shown_first = current_process([one.process for one in plans], today) if public_id is None else None
    return next((one for one in plans if one.public_id == public_id or one.process == shown_first), None)


def period_of(plan: Plan) -> str:
    """Return the plan's period in words, as exact as its sources: days, or years alone."""
    days = [plan.from_stated, plan.to_stated]
    if UNKNOWN.value in days:
        return ""
    dates = [StatedDate.parse(text) for text in days]
    if all(one.day for one in dates):
        return span(dates[0].first_day(), dates[1].first_day())
    return f"{days[0]} – {days[1]}"
