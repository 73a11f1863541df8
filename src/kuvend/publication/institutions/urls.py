from django.urls import path

from kuvend.publication.institutions import views

urlpatterns = [
    path("institutions/", views.institutions, name="institutions"),
    path("institutions/<id:public_id>/", views.institution, name="institution"),
]
