from django.urls import path

from tests.capabilities.lamps import views

urlpatterns = [path("open-data/lamps/<id:public_id>.txt", views.lamp_list, name="lamp_list")]
