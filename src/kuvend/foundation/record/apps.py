from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "kuvend.foundation.record"
    label = "record"
