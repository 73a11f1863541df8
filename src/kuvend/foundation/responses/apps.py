from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    name = "kuvend.foundation.responses"
    label = "responses"
