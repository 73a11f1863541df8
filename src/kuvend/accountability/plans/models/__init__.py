"""What a plan keeps: the plan and its goals, its commitments and milestones, reports, evidence, assessments."""

from kuvend.accountability.plans.models.assessments import Assessment
from kuvend.accountability.plans.models.commitments import STANDS, Commitment, Milestone, Supporting
from kuvend.accountability.plans.models.drafts import FormDraft
from kuvend.accountability.plans.models.evidence import Evidence, KeptFile
from kuvend.accountability.plans.models.plan import Component, GoalLead, Plan, PlanInstitution, PolicyGoal, RuleOverride
from kuvend.accountability.plans.models.reports import FailureStatement, IndicatorReading, Report
from kuvend.accountability.plans.models.stages import GateItemDetail, StageDetail

__all__ = [
    "STANDS",
    "Assessment",
    "Commitment",
    "Component",
    "Evidence",
    "FailureStatement",
    "FormDraft",
    "GateItemDetail",
    "GoalLead",
    "IndicatorReading",
    "KeptFile",
    "Milestone",
    "Plan",
    "PlanInstitution",
    "PolicyGoal",
    "Report",
    "RuleOverride",
    "StageDetail",
    "Supporting",
]
