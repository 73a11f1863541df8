from django.urls import path

from tests.capabilities.postcards import views

urlpatterns = [path("activities/<id:public_id>/postcards/new/", views.new_postcard, name="new_postcard")]
