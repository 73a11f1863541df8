"""What may happen to an obligation as it stands; who may do it is for the rule of the room that owes the deed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.obligations.enums import RUNNING, ObligationState
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.models import Obligation
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution

BY_ITS_CLOCK = _("The rules of this deadline do not allow it.")


def owes(actor: Actor, kind: ObligationKind, obligation: Obligation) -> bool:
    """Tell whether those in whose name the actor acts owe it: by role, by institution, within the mandate's scope.

    What belongs to no process lies in no scope; a mandate counts for it wherever it holds.
    """
    if obligation.process:
        scope = obligation.process.scope.path
        return actor.holds(*kind.roles, scope=scope, institution_id=obligation.institution_id)
    return any(
        mandate.role in kind.roles and obligation.institution_id in (None, mandate.institution_id)
        for mandate in actor.mandates
    )


def may_change_clock(obligation: Obligation) -> Permission:
    """A clock is extended, paused or passed on while it runs."""
    if obligation.state == ObligationState.PAUSED:
        return refused(_("Its days are not counted now: let the clock go on first."))
    return ALLOWED if obligation.state == ObligationState.OPEN else refused(_("This is no longer owed."))


def may_transfer(obligation: Obligation, to: Institution) -> Permission:
    """It goes from one institution to another."""
    if not (permission := may_change_clock(obligation)):
        return permission
    if obligation.institution_id in (None, to.pk):
        return refused(_("Name another institution."))
    return ALLOWED


def may_end(obligation: Obligation) -> Permission:
    """What is owed can be done, or lapse."""
    return ALLOWED if obligation.state in RUNNING else refused(_("This is no longer owed."))


def may_appeal(obligation: Obligation, today: date) -> Permission:
    """Somebody appeals about a deed that was done, or whose day passed; not while its days run."""
    if obligation.state == ObligationState.MET:
        return ALLOWED
    if obligation.state == ObligationState.OPEN and is_overdue(obligation.due_date, on=today):
        return ALLOWED
    return refused(_("An appeal is possible once this was done, or its day has passed."))
