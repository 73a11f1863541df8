"""When an official's mandates are dormant: no factor is left, or whoever vouched may not give all of them.

Deeds about one person's mandates follow one another: `lock_mandates` says in which order rows are held.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.security_log import Event, note_when_kept
from kuvend.foundation.people import letters, rules
from kuvend.foundation.people.actor import ANONYMOUS, HOUSE, Actor
from kuvend.foundation.people.holding import lock_mandates
from kuvend.foundation.people.models import HandedSecret, Mandate, Person
from kuvend.foundation.people.queries import actor_for, has_factor

LETTER = "people/mail/mandates_dormant.txt"


def voucher_of(row: Person | HandedSecret, *, at: datetime) -> Actor:
    """Return who vouched for a person, or made a secret, as the actor they are now: nobody where none is known.

    Their own mandates count only while their own factors are vouched for.
    """
    voucher = row.vouched_by
    if row.vouched_by_house:
        return HOUSE
    if voucher is None or not voucher.is_active:
        return ANONYMOUS
    confirmed = settings.KUVEND_DEMO or voucher.vouched_at is not None
    return actor_for(voucher, on=local_date(at), confirmed=confirmed)


def judge_again(mandate: Mandate, *, at: datetime) -> None:
    """Let a new mandate take back the word, and the secret, of whoever may not give it (its person's row is locked)."""
    row = Person.objects.select_related("vouched_by").get(pk=mandate.person_id)
    secret = HandedSecret.objects.select_for_update(of=("self",)).filter(person=row)
    for made in secret.select_related("vouched_by"):
        if not rules.may_give_mandate(voucher_of(made, at=at), mandate.role, mandate.scope):
            made.delete()
    vouched = row.vouched_at is not None
    if vouched and not rules.may_give_mandate(voucher_of(row, at=at), mandate.role, mandate.scope):
        _let_be_dormant(row)
        letters.write(row, LETTER, at=at)


@transaction.atomic
def keep_or_end(person: Person) -> None:
    """Let a person's mandates be dormant when their last factor is gone."""
    lock_mandates(person.pk)
    if not has_factor(person):
        _let_be_dormant(person)
        person.vouched_at = None


def _let_be_dormant(person: Person) -> None:
    vouched = Person.objects.filter(pk=person.pk, vouched_at__isnull=False)
    if vouched.update(vouched_at=None, vouched_by=None, vouched_by_house=False):
        note_when_kept(Event.MANDATES_DORMANT, person=person.pk, about=person.pk)
