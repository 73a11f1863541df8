"""Addresses of plans; an outcome's page is found by the outcome's public id."""

from django.urls import path

from kuvend.accountability.plans.document.views import desk_plan_check, public
from kuvend.accountability.plans.progress.views import assessing, desk_assess, desk_reports, report_preview, reporting

urlpatterns = [
    path("plan/", public.plan, name="plan"),
    path("plans/<id:public_id>/", public.plan, name="plan_page"),
    path("plans/<id:public_id>/difference/", public.plan_difference, name="plan_difference"),
    path("goals/<id:public_id>/", public.policy_goal, name="policy_goal"),
    path("components/<id:public_id>/", public.component, name="component"),
    path("commitments/<id:public_id>/", public.commitment, name="commitment"),
    path("commitments/<id:public_id>/assess/", assessing.commitment_assess, name="commitment_assess"),
    path("commitments/<id:public_id>/assess/preview/", assessing.assessment_preview, name="assessment_preview"),
    path("milestones/<id:public_id>/", public.milestone, name="milestone"),
    path("milestones/<id:public_id>/report/", reporting.milestone_report, name="milestone_report"),
    path("milestones/<id:public_id>/report/preview/", report_preview.report_preview, name="report_preview"),
    path("reports/<id:public_id>/", public.report, name="report"),
    path("desk/reports/", desk_reports.reports, name="desk_reports"),
    path("desk/assess/", desk_assess.assess, name="desk_assess"),
    path("desk/plan-check/", desk_plan_check.plan_check, name="desk_plan_check"),
    path("desk/plan-check/<id:public_id>/submit/", desk_plan_check.plan_submit, name="desk_plan_submit"),
]
