"""Pages of plans that search engines are told of."""

from __future__ import annotations

from kuvend.accountability.plans.models import Commitment, Milestone, Plan
from kuvend.foundation.datasets.pages import PageSort

PAGES = ("plan",)
PAGE_SORTS = (
    PageSort("plans", "plan_page", lambda: Plan.objects.filter(version__gte=1)),
    PageSort("commitments", "commitment", Commitment.objects.all, "outcome__public_id"),
    PageSort("milestones", "milestone", Milestone.objects.all, "outcome__public_id"),
)
