"""Who may give and end mandates; what taking part needs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope

BY_THE_OPERATOR_ALONE = {Role.SECRETARIAT, Role.OPERATOR, Role.IRM_REVIEWER}
SIGN_IN_FIRST = _("Sign in first: a code by mail is enough.")


def may_take_part(actor: Actor) -> Permission:
    """A person takes part with a verified e-mail address; reading needs nothing."""
    if actor.system or (actor.person_id and actor.verified):
        return ALLOWED
    return refused(SIGN_IN_FIRST)


def may_make_account(actor: Actor) -> Permission:
    """Accounts come from signing in; whoever runs the installation makes those of the first officials."""
    return ALLOWED if actor.system else refused(SIGN_IN_FIRST)


def may_give_mandate(actor: Actor, role: str, scope: Scope) -> Permission:
    """The operator gives every mandate; the secretariat those below its scope, but neither its role nor the reviewer's.

    A government does not name its own reviewer, nor lets one go.
    """
    if actor.system or actor.holds(Role.OPERATOR, scope=scope.path):
        return ALLOWED
    if role not in BY_THE_OPERATOR_ALONE and actor.holds(Role.SECRETARIAT, scope=scope.path):
        return ALLOWED
    return refused(_("Only the operator, or the technical secretariat within its scope, gives mandates."))
