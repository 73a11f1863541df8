from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kuvend.publication.search"
    label = "search"
