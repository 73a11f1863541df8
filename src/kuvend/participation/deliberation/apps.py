from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "kuvend.participation.deliberation"
    label = "deliberation"
