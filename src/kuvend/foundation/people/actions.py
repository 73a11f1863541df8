"""What can be done with people: accounts come from sign-in; mandates and scopes are given here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.sessions.models import Session
from django.db import transaction

from kuvend.foundation.core.access import require
from kuvend.foundation.core.security_log import Event, note_when_kept
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people import facts, rules
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution, Mandate, Person, Scope
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject

SITE = "site"
UNCONFIRMED_KEPT = timedelta(days=1)


def keep_scope(*, key: str, title: Localized, parent: Scope | None) -> Scope:
    """Return the scope `key`, made or retitled; its path follows from its parent."""
    path = f"{parent.path if parent else '/'}{key}/"
    scope, _made = Scope.objects.update_or_create(key=key, defaults={"title": title, "parent": parent, "path": path})
    return scope


def site_scope() -> Scope:
    """Return the scope of the whole site, the root of all others."""
    return keep_scope(key=SITE, title=Localized(sq="E gjithë platforma", en="The whole site"), parent=None)


@transaction.atomic
def make_account(*, actor: Actor, email: str, language: str) -> Person:
    """Return the account of an e-mail address, made when there is none; its owner signs in by a code.

    Raises:
        NotAllowed: when somebody else than the house asks.
    """
    require(rules.may_make_account(actor))
    known = Person.objects.filter(email__iexact=email).first()
    if known:
        return known
    person = Person.objects.create_user(email, language=language)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
    return person


@transaction.atomic
def give_mandate(
    *,
    actor: Actor,
    person: Person,
    role: str,
    scope: Scope,
    institution: Institution | None = None,
    from_date: date,
    to_date: date | None = None,
    at: datetime,
) -> Mandate:
    """Give `person` a role and put it on record, without naming the person."""
    require(rules.may_give_mandate(actor, role, scope))
    mandate = Mandate.objects.create(
        person=person, role=role, scope=scope, institution=institution, from_date=from_date, to_date=to_date
    )
    given = facts.MandateGiven(
        mandate=Subject(mandate.public_id),
        institution=Subject(institution.public_id) if institution else None,
        role=role,
        scope=scope.key,
        from_date=from_date.isoformat(),
        to_date=to_date.isoformat() if to_date else "",
    )
    put(given, at=at, role=actor.role_in(scope.path))
    note_when_kept(Event.MANDATE_GIVEN, person=actor.person_id, about=mandate.public_id)
    return mandate


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: Mandate, to_date: date, at: datetime) -> None:
    """End `mandate` on `to_date`, its last day."""
    require(rules.may_give_mandate(actor, mandate.role, mandate.scope))
    mandate.to_date = max(to_date, mandate.from_date)
    mandate.save(update_fields=["to_date"])
    ended = facts.MandateEnded(
        mandate=Subject(mandate.public_id),
        institution=Subject(mandate.institution.public_id) if mandate.institution else None,
        role=mandate.role,
        scope=mandate.scope.key,
        to_date=mandate.to_date.isoformat(),
    )
    put(ended, at=at, role=actor.role_in(mandate.scope.path))
    note_when_kept(Event.MANDATE_ENDED, person=actor.person_id, about=mandate.public_id)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete accounts whose code was never typed within a day: an address somebody mistyped is not kept.

    An account that holds a mandate, or has a password, was made on purpose and stays. Returns how many went.
    """
    confirmed = EmailAddress.objects.filter(verified=True).values("user_id")
    idle = Person.objects.filter(joined_at__lt=at - UNCONFIRMED_KEPT, last_login__isnull=True, simulated=False)
    unconfirmed = idle.exclude(pk__in=confirmed).filter(
        mandates__isnull=True, password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    return unconfirmed.delete()[0]


def forget_sessions(*, at: datetime) -> int:
    """Delete sessions that are over, also of sign-ins that were begun and never ended. Returns how many went."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]
