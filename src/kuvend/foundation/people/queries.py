"""Reading people: the actor behind a request, institutions, scopes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest

from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.prepared import Prepared, Slot, ids_in
from kuvend.foundation.core.search import fold
from kuvend.foundation.people.actor import ANONYMOUS, Actor, HeldMandate
from kuvend.foundation.people.models import Institution, Mandate, Person, Session


def standing(on: date | Slot, *, through: str = "") -> Q:
    """Return the condition that a mandate is not over on a day: in force, or ahead; `through` leads to it ("x__")."""
    lasts = Q(**{f"{through}to_date__isnull": True}) | Q(**{f"{through}to_date__gte": on})
    return lasts & Q(**{f"{through}ended_at__isnull": True})


def in_force(on: date | Slot, *, through: str = "") -> Q:
    """Return the condition that a mandate is in force on a day; `through` leads to it ("mandates__")."""
    return standing(on, through=through) & Q(**{f"{through}from_date__lte": on})


def mandates_in_force(person_id: int, on: date) -> QuerySet[Mandate]:
    """Return the mandates that `person_id` holds on a day, with their scopes."""
    return Mandate.objects.filter(in_force(on), person_id=person_id).select_related("scope")


def actor_for(person: Person, *, on: date, confirmed: bool) -> Actor:
    """Return the actor that `person` is on a day; `confirmed` says a second factor was used."""
    rows = mandates_in_force(person.pk, on)
    mandates = tuple(HeldMandate(row.role, row.institution_id, row.scope.path) for row in rows)
    return _actor(person, mandates, confirmed)


def _actor(person: Person, mandates: tuple[HeldMandate, ...], confirmed: bool) -> Actor:
    return Actor(
        person_id=person.pk,
        verified=person.is_active,
        mandates=mandates if confirmed else (),
        unconfirmed_mandates=bool(mandates) and not confirmed,
    )


def person_by_address(address: str) -> Person | None:
    """Return whose address it is, the first or a further one, by equality of the canonical form; None for nobody."""
    further = EmailAddress.objects.filter(email=address).select_related("user").first()
    return further.user if further else Person.objects.filter(email=address).first()


def addresses_of(person: Person) -> list[str]:
    """Return the addresses with which a person signs in, the first one at the top."""
    rows = EmailAddress.objects.filter(user=person).order_by("-primary", "pk")
    return list(rows.values_list("email", flat=True))


def accounts_set_aside() -> list[int]:
    """Return the numbers of the accounts that stand under an address that reaches nobody, since theirs was taken."""
    return list(Person.objects.exclude(address_set_aside="").order_by("pk").values_list("pk", flat=True))


def has_factor(person: Person) -> bool:
    """Tell whether an account has an authenticator app, a passkey or a security key now."""
    if not person.is_authenticated:
        return False
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=kinds).exists())


def used_factor(request: HttpRequest, person: Person) -> bool:
    """Tell whether a factor that the account has now was used in this session, within KUVEND_MANDATE_HOURS."""
    return bool(_used_factors(request, person).exists())


def _used_factors(request: HttpRequest, person: Person) -> QuerySet[Authenticator]:
    """Return the factors of an account that were used in this session lately.

    The session's record names the factor: one that was removed since, or another account's, counts no more.
    """
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(
        pk__in=_recent_factors(request, person), user_id=person.pk
    )
    return factors


def _recent_factors(request: HttpRequest, person: Person) -> list[int]:
    """Return the row ids of the factors that the session's record names as used lately."""
    oldest = now().timestamp() - settings.KUVEND_MANDATE_HOURS * 3600
    records = get_authentication_records(request, person)
    used = (one.get("id") for one in records if one.get("method") == "mfa" and one["at"] >= oldest)
    return [factor for factor in used if factor is not None]


def sessions_of(person: Person, *, at: datetime) -> QuerySet[Session]:
    """Return the sessions in which a person is signed in, the one used last first."""
    return Session.objects.filter(person=person, expire_date__gt=at).order_by("-last_used_at", "-begun_at")


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor behind a request, read once per request."""
    actor = getattr(request, "kuvend_actor", None)
    if isinstance(actor, Actor):
        return actor
    person = request.user
    actor = _signed_in(request, person) if person.is_authenticated else ANONYMOUS
    request.kuvend_actor = actor  # type: ignore[attr-defined]
    return actor


def _signed_in(request: HttpRequest, person: Person) -> Actor:
    """Return the actor that a person is: mandates count with factors that are vouched for, one of them used lately.

    The demonstration asks for none: its sign-ins are printed, and `serve` refuses it on an address other than
    this machine's own.
    """
    recent = _recent_factors(request, person)
    rows = HELD.rows(person=person.pk, on=local_date(now()), recent=recent)
    vouched = person.vouched_at is not None and any(used for *_mandate, used in rows)
    mandates = tuple(HeldMandate(role, institution, path) for role, institution, path, _used in rows)
    return _actor(person, mandates, settings.KUVEND_DEMO or vouched)


HELD = Prepared(
    lambda: (
        Mandate.objects.filter(in_force(Slot("on")), person_id=Slot("person"))
        .annotate(used=Exists(Authenticator.objects.filter(pk__in=ids_in("recent"), user_id=Slot("person"))))
        .values_list("role", "institution_id", "scope__path", "used")
    )
)


def within(actor: Actor, roles: Collection[str], path: str, *, of: str = "") -> Q:
    """Return the condition that rows lie where the actor holds one of `roles`: what an official sees of a list.

    Args:
        path: the lookup that leads to the path of a row's scope ("activity__scope__path").
        of: the lookup of its institution, where a mandate counts only for the one it names; "" where it does not.
    """
    condition = Q(pk__in=[])
    for mandate in actor.mandates:
        if mandate.role in roles and (mandate.institution_id or not of):
            own = {of: mandate.institution_id} if of else {}
            condition |= Q(**{f"{path}__startswith": mandate.scope_path}, **own)
    return condition


def institutions() -> QuerySet[Institution]:
    """Return all institutions, by key."""
    return Institution.objects.order_by("key")


def institutions_by_name() -> list[Institution]:
    """Return all institutions in the order of their names in the language of the reader, as forms offer them."""
    return sorted(institutions(), key=lambda row: fold(str(row.name)))


def simulated_people_can_sign_in() -> bool:
    """Tell whether there is an account of the demonstration with a password: those are printed for all to see."""
    return (
        Person.objects.filter(simulated=True, is_active=True)
        .exclude(password="")
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .exists()
    )
