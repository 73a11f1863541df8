from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "kuvend.participation.ideas"
    label = "ideas"
