"""Addresses of the files of documents; they have no language."""

from django.urls import path

from kuvend.foundation.documents import views

urlpatterns = [path("documents/<id:public_id>/", views.document_file, name="document_file")]
