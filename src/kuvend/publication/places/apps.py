from django.apps import AppConfig


class PlacesPagesConfig(AppConfig):
    name = "kuvend.publication.places"
    label = "places_pages"
