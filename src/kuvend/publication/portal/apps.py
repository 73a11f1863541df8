from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "kuvend.publication.portal"
    label = "portal"
