from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kuvend.foundation.notifications"
    label = "notifications"
