from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "kuvend.foundation.processes"
    label = "processes"
