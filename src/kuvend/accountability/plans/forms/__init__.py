"""The forms of officials: a progress report, an assessment."""

from kuvend.accountability.plans.forms.assessment import AssessmentForm
from kuvend.accountability.plans.forms.report import ReportForm

__all__ = ["AssessmentForm", "ReportForm"]
