"""Pages of plans, for search engines and short addresses."""

from __future__ import annotations

from kuvend.accountability.plans.document.queries import share
from kuvend.accountability.plans.models import Commitment, Component, Evidence, Milestone, Plan, PolicyGoal, Report
from kuvend.foundation.datasets.pages import PageSort

PAGES = ("plan",)
PAGE_SORTS = (
    PageSort(
        "plans",
        "plan_page",
        lambda: Plan.objects.filter(version__gte=1),
        with_page=Plan.objects.all,
        share=share.plan_share,
    ),
    PageSort("goals", "policy_goal", PolicyGoal.objects.all, share=share.goal_share),
    PageSort("components", "component", Component.objects.all, share=share.component_share),
    PageSort("commitments", "commitment", Commitment.objects.all, "outcome__public_id", share=share.commitment_share),
    PageSort("milestones", "milestone", Milestone.objects.all, "outcome__public_id", share=share.milestone_share),
    PageSort("reports", "report", Report.objects.all, in_map=False),
    PageSort("evidence", "evidence_file", lambda: Evidence.objects.filter(file__isnull=False), in_map=False),
)
