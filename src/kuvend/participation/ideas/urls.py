from django.urls import path

from kuvend.participation.ideas import views

urlpatterns = [path("activities/<id:public_id>/ideas/new/", views.new_idea, name="new_idea")]
