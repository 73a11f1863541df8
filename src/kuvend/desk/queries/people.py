"""The mandates within the scopes in which the actor gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from kuvend.desk.rules import PEOPLE
from kuvend.foundation.core.paging import Page, page_by_id
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Mandate, Scope
from kuvend.foundation.people.queries import institutions_by_name, standing, within
from kuvend.foundation.people.rules import may_give_mandate

PAGE_SIZE = 50


@dataclass(frozen=True)
class MandateRow:
    """A mandate, how it stands today, whether the actor may end it, and whether nobody vouches for its holder yet."""

    mandate: Mandate
    state: str
    may_end: bool
    dormant: bool


def mandate_page(actor: Actor, *, today: date, ended: bool, after: str) -> Page[MandateRow]:
    """Return one page of the mandates within the actor's scopes, the latest given first.

    Args:
        ended: the mandates that are over, instead of those in force or ahead.
    """
    here = within(actor, PEOPLE.roles, "scope__path")
    rows = Mandate.objects.filter(here, ~standing(today) if ended else standing(today))
    return page_by_id(
        rows.select_related("person", "institution", "scope"),
        lambda found: [_row(actor, row, today) for row in found],
        of="mandates",
        after=after,
        size=PAGE_SIZE,
    )


def _row(actor: Actor, mandate: Mandate, today: date) -> MandateRow:
    over = mandate.ended_at is not None or (mandate.to_date is not None and mandate.to_date < today)
    state = "ended" if over else "ahead" if mandate.from_date > today else "in_force"
    may_end = not over and bool(may_give_mandate(actor, mandate.role, mandate.scope))
    dormant = not over and mandate.person.vouched_at is None and not settings.KUVEND_DEMO
    return MandateRow(mandate, state, may_end, dormant)


def mandate(public_id: str) -> Mandate | None:
    """Return a mandate with its person, institution and scope, or None."""
    return Mandate.objects.select_related("person", "institution", "scope").filter(public_id=public_id).first()


@dataclass(frozen=True)
class MandateChoices:
    """What a mandate that the actor gives can name."""

    roles: Sequence[tuple[str, str]]
    scopes: Sequence[Scope]
    institutions: Sequence[Institution]


def mandate_choices(actor: Actor) -> MandateChoices:
    """Return the roles, scopes and institutions from which the actor composes a mandate."""
    scopes = list(Scope.objects.filter(within(actor, PEOPLE.roles, "path")).order_by("path"))
    roles = [
        (value, str(label))
        for value, label in Role.choices
        if any(may_give_mandate(actor, value, scope) for scope in scopes)
    ]
    return MandateChoices(roles, scopes, institutions_by_name())
