"""Who may publish and submit a plan, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Plan
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope

PLAN_CHECK = DeskRoom(
    url_name="desk_plan_check",
    label=_("Plan check"),
    roles=frozenset({Role.SECRETARIAT, Role.COMPONENT_LEADER}),
    place=70,
)


def may_import_plan(actor: Actor, scope: Scope) -> Permission:
    """The technical secretariat publishes plans; `scope` is the process's, or the site's for a new plan."""
    if actor.system or actor.holds(Role.SECRETARIAT, scope=scope.path):
        return ALLOWED
    return refused(_("Only the technical secretariat publishes a plan."))


def may_submit_plan(actor: Actor, plan: Plan, lacks: Sequence[str]) -> Permission:
    """The technical secretariat submits a plan to which nothing is lacking any more; else all that is, is named."""
    if not (actor.system or actor.holds(Role.SECRETARIAT, scope=plan.process.scope.path)):
        return refused(_("Only the technical secretariat submits a plan."))
    return refused(" ".join(lacks)) if lacks else ALLOWED
