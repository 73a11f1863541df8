"""What a plan keeps: the plan and its goals, its commitments and milestones, reports and assessments."""

from kuvend.accountability.plans.models.commitments import Commitment, Milestone, Supporting
from kuvend.accountability.plans.models.plan import Component, GoalLead, Plan, PlanInstitution, PolicyGoal
from kuvend.accountability.plans.models.reports import Assessment, Evidence, Report
from kuvend.accountability.plans.models.stages import GateItemDetail, StageDetail

__all__ = [
    "Assessment",
    "Commitment",
    "Component",
    "Evidence",
    "GateItemDetail",
    "GoalLead",
    "Milestone",
    "Plan",
    "PlanInstitution",
    "PolicyGoal",
    "Report",
    "StageDetail",
    "Supporting",
]
