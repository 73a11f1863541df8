"""Reading people: the actor behind a request, institutions, scopes."""

from __future__ import annotations

from datetime import date

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.actor import ANONYMOUS, Actor, HeldMandate
from kuvend.foundation.people.models import Institution, Mandate, Person


def mandates_in_force(person_id: int, on: date) -> QuerySet[Mandate]:
    """Return the mandates that `person_id` holds on a day, with their scopes."""
    in_force = Q(from_date__lte=on) & (Q(to_date__isnull=True) | Q(to_date__gte=on))
    return Mandate.objects.filter(in_force, person_id=person_id).select_related("scope")


def actor_for(person: Person, *, on: date, confirmed: bool) -> Actor:
    """Return the actor that `person` is on a day; `confirmed` says a second factor was used."""
    held = tuple(
        HeldMandate(mandate.role, mandate.institution_id, mandate.scope.path)
        for mandate in mandates_in_force(person.pk, on)
    )
    return Actor(
        person_id=person.pk,
        verified=person.is_active,
        mandates=held if confirmed else (),
        unconfirmed_mandates=bool(held) and not confirmed,
    )


def used_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session was opened with a TOTP code, a recovery code or a passkey.

    The demonstration asks for none: its sign-ins are printed, and `serve` refuses it on an address other than
    this machine's own.
    """
    if settings.KUVEND_DEMO:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor behind a request, read once per request."""
    known = getattr(request, "kuvend_actor", None)
    if isinstance(known, Actor):
        return known
    actor = ANONYMOUS
    if request.user.is_authenticated:
        actor = actor_for(request.user, on=local_date(now()), confirmed=used_second_factor(request))
    request.kuvend_actor = actor  # type: ignore[attr-defined]
    return actor


def institutions() -> QuerySet[Institution]:
    """Return all institutions, by key."""
    return Institution.objects.order_by("key")


def simulated_people_can_sign_in() -> bool:
    """Tell whether there is an account of the demonstration with a password: those are printed for all to see."""
    return (
        Person.objects.filter(simulated=True, is_active=True)
        .exclude(password="")
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .exists()
    )
