"""Deeds and the end of an account wait for each other: who writes holds the account, who erases it locks it first."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.models import Person

ERASED = _("This account was erased.")


def hold_account(person_id: int) -> None:
    """Keep an account from being erased until the running transaction ends.

    Raises:
        NotAllowed: when it is erased already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_person WHERE id = %s FOR KEY SHARE", [person_id])
        if cursor.fetchone() is None:
            raise NotAllowed(ERASED)


def lock_account(person_id: int) -> bool:
    """Wait for all deeds that hold an account and let no further one begin; False when it is erased already."""
    return bool(list(Person.objects.select_for_update().filter(pk=person_id).values_list("pk")))


def lock_mandates(person_id: int, *, by: int | None = None) -> None:
    """Let deeds about what a person may do follow one another: giving a mandate, vouching, a secret, a lost factor.

    The order in which rows are held is the same everywhere: the account that acts, shared; then the person's row,
    alone; then the secret, then a mandate. Rows that only name a person go on beside it.

    Raises:
        NotAllowed: when one of the accounts is erased already.
    """
    if by is not None:
        hold_account(by)
    if not Person.objects.select_for_update(no_key=True).filter(pk=person_id).values_list("pk"):
        raise NotAllowed(ERASED)
