from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "kuvend.foundation.obligations"
    label = "obligations"
