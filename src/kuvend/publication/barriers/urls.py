from django.urls import path

from kuvend.publication.barriers import views

urlpatterns = [
    path("barriers/report/", views.report, name="report_barrier"),
    path("barriers/<id:public_id>/", views.receipt, name="barrier"),
]
