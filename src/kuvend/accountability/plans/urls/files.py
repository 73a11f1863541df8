"""Addresses of the files of evidence; they have no language."""

from django.urls import path

from kuvend.accountability.plans.progress.views import evidence

urlpatterns = [path("evidence/<id:public_id>/", evidence.evidence_file, name="evidence_file")]
