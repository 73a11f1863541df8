from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kuvend.publication.sharing"
    label = "sharing"
