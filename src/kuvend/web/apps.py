from django.apps import AppConfig


class WebConfig(AppConfig):
    """The top of the house: on start it hands the wiring down to the rooms that keep the lists."""

    name = "kuvend.web"
    label = "web"

    def ready(self) -> None:
        from kuvend.web import wiring

        wiring.hand_down()
