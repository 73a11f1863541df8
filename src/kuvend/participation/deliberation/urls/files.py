"""Addresses of the files of a deliberation's results; they have no language."""

from django.urls import path

from kuvend.participation.deliberation.views import data

FOLDER = "open-data/deliberations/<id:public_id>"

urlpatterns = [
    path(f"{FOLDER}/map.json", data.deliberation_map, name="data_deliberation_map"),
    path(f"{FOLDER}/crosstabs.csv", data.deliberation_crosstabs, name="data_deliberation_crosstabs"),
]
