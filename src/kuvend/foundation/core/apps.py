from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kuvend.foundation.core"
    label = "core"
