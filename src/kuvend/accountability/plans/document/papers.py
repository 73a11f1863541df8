"""Papers of plans that are handed up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.document.paper.plan import plan_entries, plan_paper
from kuvend.foundation.datasets.papers import Paper

PAPERS = (Paper(name="plan", label=_("The whole plan"), page="plan_page", entries=plan_entries, document=plan_paper),)
