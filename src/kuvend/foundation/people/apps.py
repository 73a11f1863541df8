from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kuvend.foundation.people"
    label = "people"

    def ready(self) -> None:
        from kuvend.foundation.people.watching import watch

        watch()
