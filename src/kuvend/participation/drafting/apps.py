from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "kuvend.participation.drafting"
    label = "drafting"
