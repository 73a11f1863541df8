from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "kuvend.accountability.plans"
    label = "plans"
