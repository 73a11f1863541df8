from django.apps import AppConfig


class BarriersConfig(AppConfig):
    name = "kuvend.publication.barriers"
    label = "barriers"
