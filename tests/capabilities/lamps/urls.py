from django.urls import path

from tests.capabilities.lamps import views

urlpatterns = [
    path("lamps/<id:public_id>/", views.lamp, name="lamp"),
    path("lamps/<id:public_id>/watch/", views.watch, name="watch_lamp"),
    path("desk/lamps/", views.desk_lamps, name="desk_lamps"),
]
