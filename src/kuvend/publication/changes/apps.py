from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "kuvend.publication.changes"
    label = "changes"
