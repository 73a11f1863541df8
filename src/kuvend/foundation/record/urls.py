"""Addresses of the record, the same in every language. Include them at `record/`."""

from django.urls import path, register_converter

from kuvend.foundation.record import views


class IndexConverter:
    """The place of an entry in its only spelling."""

    regex = "0|[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(IndexConverter, "index")

urlpatterns = [
    path("checkpoint", views.checkpoint, name="record_checkpoint"),
    path("tile/<path:path>", views.tile, name="record_tile"),
    path("entry/<index:index>", views.entry, name="record_entry"),
    path("opening/<index:index>", views.opening, name="record_opening"),
    path("proof/<index:index>", views.proof, name="record_proof"),
    path("key", views.key, name="record_key"),
    path("kuvend_verify.py", views.verifier, name="record_verifier"),
]
