"""What can be done with people: accounts come from sign-in; mandates and scopes are given here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed, require, require_listed
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.security_log import Event, note_when_kept
from kuvend.foundation.core.text import Localized, in_every_language
from kuvend.foundation.people import facts, rules
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.addresses import canonical
from kuvend.foundation.people.dormancy import judge_again
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.holding import lock_mandates
from kuvend.foundation.people.models import Institution, Mandate, Person, Scope, Session
from kuvend.foundation.people.queries import person_by_address
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject

SITE = "site"
UNCONFIRMED_KEPT = timedelta(days=1)
HELD_ALREADY = _("This person has this mandate already.")
TAKEN = _("This address belongs to another account. Sign in with it, or write to us if you cannot.")


def keep_scope(*, key: str, title: Localized, parent: Scope | None) -> Scope:
    """Return the scope `key`, made or retitled; mandates hold by its path, so it never moves.

    Raises:
        UsageProblem: when it sits under another parent already.
    """
    path = f"{parent.path if parent else '/'}{key}/"
    scope, _is_new = Scope.objects.get_or_create(key=key, defaults={"title": title, "parent": parent, "path": path})
    if scope.parent_id != (parent.pk if parent else None):
        raise UsageProblem(f"the scope “{key}” sits elsewhere already, and mandates hold by its place")
    if scope.title != title:
        scope.title = title
        scope.save(update_fields=["title"])
    return scope


def site_scope() -> Scope:
    """Return the scope of the whole site, the root of all others."""
    return keep_scope(key=SITE, title=in_every_language(lambda _code: _("The whole site")), parent=None)


@transaction.atomic
def make_account(*, actor: Actor, email: str, language: str) -> Person:
    """Return the account of an e-mail address, made when there is none; its owner signs in by a code.

    Raises:
        NotAllowed: when somebody else than the house asks.
    """
    require(rules.may_make_account(actor))
    return known_or_new(canonical(email), language=language)


def known_or_new(address: str, *, language: str) -> Person:
    """Return the account of a canonical address, made when there is none; it counts once a code was typed."""
    person = person_by_address(address)
    try:
        with transaction.atomic():
            person = person or Person.objects.create_user(address, language=language)
            if not EmailAddress.objects.filter(email=address).exists():
                EmailAddress.objects.create(user=person, email=address, primary=True)
    except IntegrityError:  # asked twice at once: the other request was faster
        person = person_by_address(address)
    if person is None:
        raise RuntimeError("an address was taken and given back in one moment")
    return person


@transaction.atomic
def free_address(address: str, *, person: Person, at: datetime) -> None:
    """Take a canonical address, whose code `person` has typed, from other accounts that never proved it.

    An account that nobody ever signed in to goes with it, unless somebody made it on purpose.

    Raises:
        NotAllowed: when another account has proved the address, or was made for it on purpose.
    """
    for row in EmailAddress.objects.filter(email=address).exclude(user=person):
        if row.verified:
            raise NotAllowed(TAKEN)
        if not row.primary:
            row.delete()
    claims = Person.objects.filter(email=address).exclude(pk=person.pk)
    _unconfirmed(claims).delete()
    if claims.exists():
        raise NotAllowed(TAKEN)


def _unconfirmed(people: QuerySet[Person]) -> QuerySet[Person]:
    """Keep those of `people` whose code was never typed, and whom nobody made on purpose."""
    confirmed = EmailAddress.objects.filter(verified=True).values("user_id")
    idle = people.filter(last_login__isnull=True, simulated=False).exclude(pk__in=confirmed)
    return idle.filter(mandates__isnull=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)


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
    """Give `person` a role and put it on record, without naming the person.

    Their mandates are dormant, and a secret that waits is void, when whoever vouched may not give this one: the giver
    vouches anew.

    Raises:
        NotAllowed: when the actor may not give it, gives it to themselves or from a day that is past, when the
            person has it already, when there is no such role, or when an earlier word would end for which the
            actor may give no other.
    """
    require(rules.may_give_mandate(actor, role, scope))
    require_listed(role, Role.values)
    require(rules.may_give_to(actor, person))
    require(rules.may_begin_on(actor, from_date, today=local_date(at)))
    lock_mandates(person.pk)
    parts = {"person": person, "role": role, "scope": scope, "institution": institution}
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(**parts, from_date=from_date, to_date=to_date)
    except IntegrityError:
        raise NotAllowed(HELD_ALREADY) from None
    judge_again(mandate, giver=actor, at=at)
    put(_fact_of(mandate), at=at, role=actor.role_in(scope.path))
    note_when_kept(Event.MANDATE_GIVEN, person=actor.person_id, about=mandate.public_id)
    return mandate


def _fact_of(mandate: Mandate) -> facts.MandateGiven:
    return facts.MandateGiven(
        mandate=Subject(mandate.public_id),
        institution=Subject(mandate.institution.public_id) if mandate.institution else None,
        role=mandate.role,
        scope=mandate.scope.key,
        from_date=mandate.from_date.isoformat(),
        to_date=mandate.to_date.isoformat() if mandate.to_date else "",
    )


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: Mandate, to_date: date | None, at: datetime) -> None:
    """End `mandate` with the day `to_date`, its last one; without a day at once, at this moment.

    Raises:
        NotAllowed: when the actor may not give such mandates, when it is over, or when it would last longer.
    """
    require(rules.may_give_mandate(actor, mandate.role, mandate.scope))
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("institution", "scope")
    mandate = rows.get(pk=mandate.pk)
    require(rules.may_end_on(mandate, to_date, today=local_date(at)))
    mandate.to_date = max(to_date or local_date(at), mandate.from_date)
    mandate.ended_at = None if to_date else at
    mandate.save(update_fields=["to_date", "ended_at"])
    ended = facts.MandateEnded(
        mandate=Subject(mandate.public_id),
        institution=Subject(mandate.institution.public_id) if mandate.institution else None,
        role=mandate.role,
        scope=mandate.scope.key,
        to_date=mandate.to_date.isoformat(),
        ended_at=mandate.ended_at.isoformat() if mandate.ended_at else "",
    )
    put(ended, at=at, role=actor.role_in(mandate.scope.path))
    note_when_kept(Event.MANDATE_ENDED, person=actor.person_id, about=mandate.public_id)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete accounts whose code was never typed within a day: an address somebody mistyped is not kept.

    An account that holds a mandate, or has a password, was made on purpose and stays. Returns how many went.
    """
    return _unconfirmed(Person.objects.filter(joined_at__lt=at - UNCONFIRMED_KEPT)).delete()[0]


def forget_sessions(*, at: datetime) -> int:
    """Delete sessions that are over, also of sign-ins that were begun and never ended. Returns how many went."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]
