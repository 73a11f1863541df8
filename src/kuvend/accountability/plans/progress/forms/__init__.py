"""The forms of officials: a progress report, an assessment."""

from kuvend.accountability.plans.progress.forms.assessment import AssessmentForm
from kuvend.accountability.plans.progress.forms.whole import ReportForms, group_count

__all__ = ["AssessmentForm", "ReportForms", "group_count"]
