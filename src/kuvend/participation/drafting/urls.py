from django.urls import path

from kuvend.participation.drafting.views.draft import draft
from kuvend.participation.drafting.views.section import section

urlpatterns = [
    path("sections/<id:public_id>/", section, name="section"),
    path("desk/activities/<id:public_id>/draft/", draft, name="desk_draft"),
]
