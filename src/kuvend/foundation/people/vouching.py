"""Who vouches for an official's second factor: a mailbox alone opens no desk.

Whoever gives a mandate hands over a secret by another way than mail, or confirms the person. Until then, and again
when the last factor is gone, the mandates are dormant.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import NotAllowed, Permission, refused, require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.security_log import Event, note, note_when_kept
from kuvend.foundation.people import actions, rules
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import HandedSecret, Mandate, Person
from kuvend.foundation.people.queries import has_factor, standing

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is read as something else
READ_AS = str.maketrans("OIL", "011", "- ")  # what a hand may write for them
GROUPS, GROUP = 4, 4  # 80 bits
HOLDS = timedelta(days=14)

CLOSED = _("This account is closed.")
NO_MANDATE = _("No mandate is held.")
NO_FACTOR = _("This person has set up no second factor yet. Confirm them once they have.")
NOT_THE_SECRET = _("This is not the secret, or it has been used or is older than 14 days. Ask for a new one.")


def may_vouch(actor: Actor, person: Person, *, today: datetime) -> Permission:
    """Whoever may give every mandate of the person vouches for them; nobody does so for themselves.

    A factor that is vouched for opens all of them.
    """
    own = rules.may_give_to(actor, person)
    if not own or actor.system:
        return own
    held = Mandate.objects.filter(standing(local_date(today)), person=person)
    answers = [rules.may_give_mandate(actor, one.role, one.scope) for one in held.select_related("scope")]
    return next((answer for answer in answers if not answer), answers[0] if answers else refused(NO_MANDATE))


@transaction.atomic
def make_secret(*, actor: Actor, person: Person, at: datetime) -> str:
    """Return a new secret for a person's mandates, to be handed over by another way than e-mail; an earlier one ends.

    It is shown this once and kept as a digest.

    Raises:
        NotAllowed: when the actor may not vouch for the person.
    """
    require(may_vouch(actor, person, today=at))
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(GROUPS * GROUP))
    kept = {"digest": _digest(person, signs), "made_at": at}
    HandedSecret.objects.update_or_create(person=person, defaults=kept)
    note_when_kept(Event.SECRET_MADE, person=actor.person_id, about=person.pk)
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


@dataclass(frozen=True)
class Given:
    """A mandate that was given, and the secret to hand over with it.

    It is "" when its holder is vouched for already, or holds another mandate for which the giver may not vouch.
    """

    mandate: Mandate
    secret: str


@transaction.atomic
def give_by_address(*, actor: Actor, address: str, language: str, at: datetime, **what: Any) -> Given:
    """Give a mandate to whoever has an address, with an account when there is none yet; `what` as in `give_mandate`.

    Raises:
        NotAllowed: when a rule refuses it, or the account is closed.
    """
    person = actions.make_account(actor=actor, email=address, language=language)
    if not person.is_active:
        raise NotAllowed(CLOSED)
    mandate = actions.give_mandate(actor=actor, person=person, at=at, **what)
    if _asks_more(mandate, at):
        _let_be_dormant(person)
    needs_secret = person.vouched_at is None and not settings.KUVEND_DEMO and may_vouch(actor, person, today=at)
    return Given(mandate, make_secret(actor=actor, person=person, at=at) if needs_secret else "")


def hand_in_secret(typed: str, *, person: Person, at: datetime) -> None:
    """Vouch for the factors of a person who has typed the secret that was handed over; it counts once.

    Raises:
        TooOften: after ten tries in a day, which are counted before anything is compared.
        NotAllowed: when it is not the secret.
    """
    limits.count("try_secret", str(person.pk), at=at)
    signs = typed.upper().translate(READ_AS)
    with transaction.atomic():
        kept = HandedSecret.objects.select_for_update().filter(person=person, made_at__gte=at - HOLDS).first()
        if kept and has_factor(person) and hmac.compare_digest(kept.digest, _digest(person, signs)):
            kept.delete()
            _vouch(person, at)
            note_when_kept(Event.MANDATES_CONFIRMED, person=person.pk, about=person.pk)
            return
    note(Event.SECRET_WRONG, person=person.pk)
    raise NotAllowed(NOT_THE_SECRET)


@transaction.atomic
def confirm(*, actor: Actor, person: Person, at: datetime) -> None:
    """Vouch for a person instead of a secret: the giver knows that the factors now set up are theirs.

    Raises:
        NotAllowed: when the actor may not vouch for the person, or when there is no factor yet.
    """
    require(may_vouch(actor, person, today=at))
    if not has_factor(person):
        raise NotAllowed(NO_FACTOR)
    HandedSecret.objects.filter(person=person).delete()
    _vouch(person, at)
    note_when_kept(Event.MANDATES_CONFIRMED, person=actor.person_id, about=person.pk)


def _asks_more(mandate: Mandate, at: datetime) -> bool:
    """Tell whether a mandate is the operator's to give while whoever vouched may have been the secretariat."""
    held = Mandate.objects.filter(standing(local_date(at)), person=mandate.person).exclude(pk=mandate.pk)
    by_the_operator = rules.BY_THE_OPERATOR_ALONE
    return mandate.role in by_the_operator and not held.filter(role__in=by_the_operator).exists()


def keep_or_end(person: Person) -> None:
    """Let a person's mandates be dormant when their last factor is gone."""
    if not has_factor(person):
        _let_be_dormant(person)


def _let_be_dormant(person: Person) -> None:
    if Person.objects.filter(pk=person.pk, vouched_at__isnull=False).update(vouched_at=None):
        note_when_kept(Event.MANDATES_DORMANT, person=person.pk, about=person.pk)
    person.vouched_at = None


def _vouch(person: Person, at: datetime) -> None:
    person.vouched_at = at
    person.save(update_fields=["vouched_at"])


def _digest(person: Person, signs: str) -> str:
    return salted_hmac("kuvend.people.vouching", f"{person.pk} {signs}", algorithm="sha256").hexdigest()
