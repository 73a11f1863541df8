from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "kuvend.publication.opendata"
    label = "opendata"
