"""A request whose access is checked: its type says so."""

from django.http import HttpRequest

from kuvend.foundation.people.models import Person


class PersonRequest(HttpRequest):
    """A request that reached a view marked `signed_in` or `official`: the user is a person."""

    user: Person
