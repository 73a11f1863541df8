"""Deeds and the end of an account wait for each other: who writes holds the account, who erases it locks it first."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.models import Person


def hold_account(person_id: int) -> None:
    """Keep an account from being erased until the running transaction ends.

    Raises:
        NotAllowed: when it is erased already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_person WHERE id = %s FOR KEY SHARE", [person_id])
        if cursor.fetchone() is None:
            raise NotAllowed(_("This account was erased."))


def lock_account(person_id: int) -> bool:
    """Wait for all deeds that hold an account and let no further one begin; False when it is erased already."""
    return bool(list(Person.objects.select_for_update().filter(pk=person_id).values_list("pk")))
