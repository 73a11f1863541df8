"""Pages of plans, for search engines and short addresses."""

from __future__ import annotations

from kuvend.accountability.plans.models import Commitment, Component, Evidence, Milestone, Plan, PolicyGoal, Report
from kuvend.foundation.datasets.pages import PageSort

PAGES = ("plan",)
PAGE_SORTS = (
    PageSort("plans", "plan_page", lambda: Plan.objects.filter(version__gte=1), with_page=Plan.objects.all),
    PageSort("goals", "policy_goal", PolicyGoal.objects.all),
    PageSort("components", "component", Component.objects.all),
    PageSort("commitments", "commitment", Commitment.objects.all, "outcome__public_id"),
    PageSort("milestones", "milestone", Milestone.objects.all, "outcome__public_id"),
    PageSort("reports", "report", Report.objects.all, in_map=False),
    PageSort("evidence", "evidence_file", lambda: Evidence.objects.filter(file__isnull=False), in_map=False),
)
