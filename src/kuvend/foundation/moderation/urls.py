from django.urls import path

from kuvend.foundation.moderation import views

urlpatterns = [
    path("contributions/<id:public_id>/report/", views.report_words, name="report_words"),
    path("reported/<id:public_id>/", views.report_receipt, name="report_receipt"),
]
