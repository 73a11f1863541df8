from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "kuvend.publication.papers"
    label = "papers"
