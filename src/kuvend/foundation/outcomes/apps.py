from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "kuvend.foundation.outcomes"
    label = "outcomes"
