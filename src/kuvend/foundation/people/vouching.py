"""Who vouches for an official's second factor: a mailbox alone opens no desk.

Whoever gives a mandate hands over a secret by another way than mail, or confirms the person. Until then, and again
when the last factor is gone, the mandates are dormant. Who vouched is kept: a further mandate that they may not give
takes their word back, if its giver may vouch anew, and a secret is judged again when it is typed.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import ALLOWED, NotAllowed, Permission, refused, require
from kuvend.foundation.core.security_log import Event, note, note_when_kept
from kuvend.foundation.people import actions
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.dormancy import HOLDS, may_vouch, voucher_of
from kuvend.foundation.people.holding import lock_mandates
from kuvend.foundation.people.models import HandedSecret, Mandate, Person
from kuvend.foundation.people.queries import has_factor

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that is read as something else
READ_AS = str.maketrans("OIL", "011", "- ")  # what a hand may write for them
GROUPS, GROUP = 4, 4  # 80 bits

CLOSED = _("This account is closed.")
NO_FACTOR = _("This person has set up no second factor yet. Confirm them once they have.")
NOT_THE_SECRET = _("This is not the secret, or it has been used or is older than 14 days. Ask for a new one.")
NO_LONGER = _("Whoever made this secret may not give every mandate that you hold now. Ask for a new one.")


@transaction.atomic
def make_secret(*, actor: Actor, person: Person, at: datetime) -> str:
    """Return a new secret for a person's mandates, to be handed over by another way than e-mail; an earlier one ends.

    It is shown this once and kept as a digest.

    Raises:
        NotAllowed: when the actor may not vouch for the person.
    """
    lock_mandates(person.pk, by=actor.person_id)
    require(may_vouch(actor, person, today=at))
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(GROUPS * GROUP))
    values = {"digest": _digest(person, signs), "made_at": at}
    values |= {"vouched_by_id": actor.person_id, "vouched_by_house": actor.system}
    HandedSecret.objects.update_or_create(person=person, defaults=values)
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
def give_by_address(*, actor: Actor, address: str, language: str, at: datetime, **parts: Any) -> Given:
    """Give a mandate to whoever has an address, with an account when there is none yet; `parts` as in `give_mandate`.

    Raises:
        NotAllowed: when a rule refuses it, or the account is closed.
    """
    person = actions.make_account(actor=actor, email=address, language=language)
    if not person.is_active:
        raise NotAllowed(CLOSED)
    mandate = actions.give_mandate(actor=actor, person=person, at=at, **parts)
    person.refresh_from_db(fields=["vouched_at"])  # the new mandate may have taken it back
    needs_secret = person.vouched_at is None and not settings.KUVEND_DEMO and may_vouch(actor, person, today=at)
    return Given(mandate, make_secret(actor=actor, person=person, at=at) if needs_secret else "")


def hand_in_secret(typed: str, *, person: Person, at: datetime) -> None:
    """Vouch for the factors of a person who has typed the secret that was handed over; it counts once.

    Raises:
        TooOften: after ten tries in a day, which are counted before anything is compared.
        NotAllowed: when it is not the secret, or whoever made it may not give every mandate that is held now.
    """
    limits.count("try_secret", str(person.pk), at=at)
    signs = typed.upper().translate(READ_AS)
    with transaction.atomic():
        secret = _secret_of(person, at)
        if secret and has_factor(person) and hmac.compare_digest(secret.digest, _digest(person, signs)):
            voucher = voucher_of(secret, at=at)
            require(_may_still_vouch(voucher, person, at))
            secret.delete()
            _vouch(person, voucher, at)
            note_when_kept(Event.MANDATES_CONFIRMED, person=person.pk, about=person.pk)
            return
    note(Event.SECRET_WRONG, person=person.pk)
    raise NotAllowed(NOT_THE_SECRET)


def _secret_of(person: Person, at: datetime) -> HandedSecret | None:
    """Return the secret that waits for a person, with both accounts and the secret held in the order of all deeds."""
    waiting = HandedSecret.objects.filter(person=person, made_at__gte=at - HOLDS)
    lock_mandates(person.pk, by=waiting.values_list("vouched_by_id", flat=True).first())
    return waiting.select_for_update(of=("self",)).select_related("vouched_by").first()


def _may_still_vouch(voucher: Actor, person: Person, at: datetime) -> Permission:
    return ALLOWED if may_vouch(voucher, person, today=at) else refused(NO_LONGER)


@transaction.atomic
def confirm(*, actor: Actor, person: Person, at: datetime) -> None:
    """Vouch for a person instead of a secret: the giver knows that the factors now set up are theirs.

    Raises:
        NotAllowed: when the actor may not vouch for the person, or when there is no factor yet.
    """
    lock_mandates(person.pk, by=actor.person_id)
    require(may_vouch(actor, person, today=at))
    if not has_factor(person):
        raise NotAllowed(NO_FACTOR)
    HandedSecret.objects.filter(person=person).delete()
    _vouch(person, actor, at)
    note_when_kept(Event.MANDATES_CONFIRMED, person=actor.person_id, about=person.pk)


def _vouch(person: Person, voucher: Actor, at: datetime) -> None:
    person.vouched_at, person.vouched_by_id, person.vouched_by_house = at, voucher.person_id, voucher.system
    person.save(update_fields=["vouched_at", "vouched_by", "vouched_by_house"])


def _digest(person: Person, signs: str) -> str:
    return salted_hmac("kuvend.people.vouching", f"{person.pk} {signs}", algorithm="sha256").hexdigest()
