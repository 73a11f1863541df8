from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "kuvend.foundation.contributions"
    label = "contributions"
