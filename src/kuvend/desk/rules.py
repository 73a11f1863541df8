"""Who finds work in which room of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role


@dataclass(frozen=True)
class Room:
    """One part of the desk: the name of its first page, its label, and the roles that have work there."""

    url_name: str
    label: str | Promise
    roles: frozenset[str]


ANSWER = Room("desk", _("To answer"), frozenset({Role.INSTITUTION_OFFICER}))
MODERATE = Room("desk_moderate", _("To moderate"), frozenset({Role.MODERATOR}))
REPORTS = Room("desk_reports", _("Reports"), frozenset({Role.INSTITUTION_OFFICER, Role.COMPONENT_LEADER}))
ASSESS = Room("desk_assess", _("Assess"), frozenset({Role.IRM_REVIEWER}))
STAGES = Room("desk_stages", _("Stages"), frozenset({Role.SECRETARIAT, Role.COMPONENT_LEADER}))
ACTIVITIES = Room("desk_activities", _("Activities"), frozenset({Role.SECRETARIAT, Role.COMPONENT_LEADER}))
PLAN_CHECK = Room("desk_plan_check", _("Plan check"), frozenset({Role.SECRETARIAT, Role.COMPONENT_LEADER}))
PARTNERSHIP = Room("desk_partnership", _("Civil society’s part"), frozenset({Role.CIVIL_SOCIETY_MEMBER}))
PEOPLE = Room("desk_people", _("People"), frozenset({Role.SECRETARIAT, Role.OPERATOR}))
BARRIERS = Room("desk_barriers", _("Barriers"), frozenset({Role.SECRETARIAT, Role.OPERATOR}))
ROOMS = (ANSWER, MODERATE, REPORTS, ASSESS, STAGES, ACTIVITIES, PLAN_CHECK, PARTNERSHIP, PEOPLE, BARRIERS)


def rooms_of(actor: Actor) -> list[Room]:
    """Return the rooms in which the actor's mandates have work, in the order of the navigation."""
    return [room for room in ROOMS if may_enter(actor, room)]


def may_enter(actor: Actor, room: Room) -> Permission:
    """A room opens for those whose mandates have work in it."""
    if room.roles & {mandate.role for mandate in actor.mandates}:
        return ALLOWED
    return refused(_("Your role has nothing to do in this part of the desk."))


def scopes_with(actor: Actor, roles: Iterable[str]) -> list[str]:
    """Return the paths of the scopes in which the actor holds one of `roles`."""
    wanted = set(roles)
    return sorted({mandate.scope_path for mandate in actor.mandates if mandate.role in wanted})
