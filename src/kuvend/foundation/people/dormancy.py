"""When an official's mandates are dormant: no factor is left, or whoever vouched may not give all of them.

Deeds about one person's mandates follow one another: `lock_mandates` says in which order rows are held.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed, Permission, refused
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.security_log import Event, note_when_kept
from kuvend.foundation.people import letters, rules
from kuvend.foundation.people.actor import ANONYMOUS, HOUSE, Actor
from kuvend.foundation.people.holding import lock_mandates
from kuvend.foundation.people.models import HandedSecret, Mandate, Person
from kuvend.foundation.people.queries import actor_for, has_factor, standing

LETTER = "people/mail/mandates_dormant.txt"
HOLDS = timedelta(days=14)  # a secret
NO_MANDATE = _("No mandate is held.")
ASK_THE_OPERATOR = _(
    "This person holds mandates that you may not give, and with this one somebody would have to vouch for them again."
    " Ask the operator of the site to give it."
)


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


def may_vouch(actor: Actor, person: Person, *, today: datetime) -> Permission:
    """Whoever may give every mandate of the person vouches for them; nobody does so for themselves.

    A factor that is vouched for opens all of them.
    """
    own = rules.may_give_to(actor, person)
    if not own or actor.system:
        return own
    mandates = Mandate.objects.filter(standing(local_date(today)), person=person)
    answers = [rules.may_give_mandate(actor, one.role, one.scope) for one in mandates.select_related("scope")]
    return next((answer for answer in answers if not answer), answers[0] if answers else refused(NO_MANDATE))


def judge_again(mandate: Mandate, *, giver: Actor, at: datetime) -> None:
    """Let a new mandate take back the word, and the secret, of whoever may not give it (its person's row is locked).

    Raises:
        NotAllowed: when the giver could not vouch instead: they would close a desk that they may not open again.
    """
    row = Person.objects.select_related("vouched_by").get(pk=mandate.person_id)
    secrets = HandedSecret.objects.select_for_update(of=("self",)).filter(person=row).select_related("vouched_by")
    void = [secret for secret in secrets if not _covers(secret, mandate, at)]
    ends = row.vouched_at is not None and not _covers(row, mandate, at)
    waits = any(secret.made_at >= at - HOLDS for secret in void)
    if (ends or waits) and not may_vouch(giver, row, today=at):
        raise NotAllowed(ASK_THE_OPERATOR)
    for secret in void:
        secret.delete()
    if ends:
        _let_be_dormant(row)
        letters.write(row, LETTER, at=at)


def _covers(word: Person | HandedSecret, mandate: Mandate, at: datetime) -> bool:
    """Tell whether whoever vouched, or made a secret, may give a mandate."""
    return bool(rules.may_give_mandate(voucher_of(word, at=at), mandate.role, mandate.scope))


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
