from django.apps import AppConfig


class LampsConfig(AppConfig):
    name = "tests.capabilities.lamps"
    label = "lamps"
    default_auto_field = "django.db.models.BigAutoField"
