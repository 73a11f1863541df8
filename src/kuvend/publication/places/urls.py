from django.urls import path

from kuvend.publication.places import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<slug:code>/", views.place, name="place"),
]
