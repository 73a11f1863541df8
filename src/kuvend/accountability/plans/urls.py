"""Addresses of plans and institutions; an outcome's page is found by the outcome's public id."""

from django.urls import path

from kuvend.accountability.plans import views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plans/<id:public_id>/", views.plan, name="plan_page"),
    path("goals/<id:public_id>/", views.policy_goal, name="policy_goal"),
    path("components/<id:public_id>/", views.component, name="component"),
    path("commitments/<id:public_id>/", views.commitment, name="commitment"),
    path("commitments/<id:public_id>/assess/", views.commitment_assess, name="commitment_assess"),
    path("milestones/<id:public_id>/", views.milestone, name="milestone"),
    path("milestones/<id:public_id>/report/", views.milestone_report, name="milestone_report"),
    path("stages/<id:public_id>/", views.stage, name="stage"),
    path("institutions/", views.institutions, name="institutions"),
    path("institutions/<id:public_id>/", views.institution, name="institution"),
]
