from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "kuvend.foundation.places"
    label = "places"
