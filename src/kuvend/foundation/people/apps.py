from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kuvend.foundation.people"
    label = "people"
