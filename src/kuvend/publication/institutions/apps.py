from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "kuvend.publication.institutions"
    label = "institutions"
