from django.apps import AppConfig


class PostcardsConfig(AppConfig):
    name = "tests.capabilities.postcards"
    label = "postcards"
    default_auto_field = "django.db.models.BigAutoField"
