"""What plans give as open data: plans, their commitments and milestones, reports, evidence, assessments."""

from __future__ import annotations

from kuvend.accountability.plans.datasets.plans import COMMITMENTS, MILESTONES, PLANS
from kuvend.accountability.plans.datasets.reports import ASSESSMENTS, PROOFS, REPORTS
from kuvend.foundation.datasets.columns import Dataset

DATASETS: tuple[Dataset, ...] = (PLANS, COMMITMENTS, MILESTONES, REPORTS, PROOFS, ASSESSMENTS)
