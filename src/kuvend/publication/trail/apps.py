from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "kuvend.publication.trail"
    label = "trail"
