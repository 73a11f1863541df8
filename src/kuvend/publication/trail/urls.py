from django.urls import path

from kuvend.publication.trail import views

urlpatterns = [
    path("contributions/<id:public_id>/", views.contribution, name="contribution"),
    path("responses/<id:public_id>/", views.response, name="response"),
]
