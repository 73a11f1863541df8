from django.urls import path

from tests.capabilities.lamps import views

urlpatterns = [
    path("lamps/<id:public_id>/", views.lamp, name="lamp"),
    path("lamps/<id:public_id>/watch/", views.watch, name="watch_lamp"),
    path("lamps/rules/<id:public_id>/", views.lamp_rule, name="rule_on_lamps"),
    path("lamps/registers/<id:public_id>/", views.lamp_register, name="lamp_register"),
    path("lamps/", views.latest_lamps, name="latest_lamps"),
    path("desk/lamps/", views.desk_lamps, name="desk_lamps"),
]
