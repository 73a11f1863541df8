from django.urls import path

from kuvend.participation.drafting import views

urlpatterns = [path("sections/<id:public_id>/", views.section, name="section")]
