from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kuvend.foundation.documents"
    label = "documents"
