from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kuvend.desk"
    label = "desk"
