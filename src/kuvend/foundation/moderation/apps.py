from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "kuvend.foundation.moderation"
    label = "moderation"
