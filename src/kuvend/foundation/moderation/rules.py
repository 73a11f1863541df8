"""Who may moderate what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import NEXT, State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.rules import is_author
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role


def may_moderate(actor: Actor, contribution: Contribution) -> Permission:
    """A moderator decides within the scope of the mandate, never about the own words."""
    if actor.system:
        return ALLOWED
    if not actor.holds(Role.MODERATOR, scope=contribution.activity.scope.path):
        return refused(_("Only a moderator decides this."))
    if is_author(actor, contribution):
        return refused(_("Nobody moderates their own words."))
    return ALLOWED


def may_decide_version(actor: Actor, contribution: Contribution, text: ContributionText | None) -> Permission:
    """A moderator decides about a new version of published words while it waits."""
    if not (permission := may_moderate(actor, contribution)):
        return permission
    if text is None or contribution.state != State.PUBLISHED:
        return refused(_("That was decided already."))
    return ALLOWED


def may_move(actor: Actor, contribution: Contribution, to: str) -> Permission:
    """A decision must change where the contribution stands, and only along the steps there are."""
    if not (permission := may_moderate(actor, contribution)):
        return permission
    if to not in NEXT[State(contribution.state)]:
        return refused(_("That was decided already."))
    return ALLOWED
