"""Who may give and end mandates; what taking part needs."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Mandate, Person, Scope

LONGEST_AHEAD = timedelta(days=5 * 366)
BY_THE_OPERATOR_ALONE = {Role.SECRETARIAT, Role.OPERATOR, Role.IRM_REVIEWER}
SIGN_IN_FIRST = _("Sign in first: a code by e-mail is enough.")


def may_take_part(actor: Actor) -> Permission:
    """A person takes part with a verified e-mail address; reading needs nothing."""
    if actor.system or (actor.person_id and actor.verified):
        return ALLOWED
    return refused(SIGN_IN_FIRST)


def may_make_account(actor: Actor) -> Permission:
    """Accounts come from signing in; whoever gives mandates makes those of officials who have not come yet."""
    gives = any(mandate.role in {Role.OPERATOR, Role.SECRETARIAT} for mandate in actor.mandates)
    return ALLOWED if actor.system or gives else refused(SIGN_IN_FIRST)


def may_give_mandate(actor: Actor, role: str, scope: Scope) -> Permission:
    """The operator gives every mandate; the secretariat those below its scope, but neither its role nor the reviewer's.

    A government does not name its own reviewer, nor lets one go.
    """
    if actor.system or actor.holds(Role.OPERATOR, scope=scope.path):
        return ALLOWED
    if role not in BY_THE_OPERATOR_ALONE and actor.holds(Role.SECRETARIAT, scope=scope.path):
        return ALLOWED
    return refused(_("Only the operator, or the technical secretariat within its scope, gives mandates."))


def may_give_to(actor: Actor, person: Person) -> Permission:
    """Nobody gives themselves a mandate, vouches for themselves or makes their own secret: that needs another."""
    if actor.system or actor.person_id != person.pk:
        return ALLOWED
    return refused(_("Nobody gives themselves a mandate. Ask somebody else who may give it."))


def may_end_on(mandate: Mandate, last: date | None, *, today: date) -> Permission:
    """A mandate that is over stays over, and ending never makes one longer; without a day it ends at this moment."""
    if mandate.ended_at or (mandate.to_date and mandate.to_date < today):
        return refused(_("This mandate is over already."))
    if last and mandate.to_date and last > mandate.to_date:
        return refused(_("Ending a mandate does not make it longer."))
    return ALLOWED


def may_begin_on(actor: Actor, first: date, *, today: date) -> Permission:
    """A mandate begins today or later, within five years; only the installation itself can enter earlier ones.

    It says who may act from now on. One that began in the past would make earlier deeds look as if they had been
    allowed.
    """
    if actor.system or today <= first <= today + LONGEST_AHEAD:
        return ALLOWED
    if first < today:
        return refused(_("A mandate begins today or later."))
    return refused(_("A mandate begins within five years."))
