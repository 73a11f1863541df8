"""Who may publish the words of an outcome."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.models import Activity


def may_publish_text(actor: Actor, scope: Scope) -> Permission:
    """The technical secretariat, or a component leader within the component, publishes texts."""
    if actor.system or actor.holds(Role.SECRETARIAT, Role.COMPONENT_LEADER, scope=scope.path):
        return ALLOWED
    return refused(_("Only the technical secretariat, or the leader of the component, publishes this text."))


def may_open_for_comments(actor: Actor, outcome: Outcome, activity: Activity, at: datetime) -> Permission:
    """Who publishes its words puts an outcome up for comments in one activity of its process at a time.

    What never moves (a section of a draft) belongs to the activity it was published in.
    """
    if not (permission := may_publish_text(actor, outcome.scope)):
        return permission
    if outcome.process_id != activity.process_id or not outcome.scope.path.startswith(activity.scope.path):
        return refused(_("This text does not belong to what the activity is about."))
    if outcome.activity_id == activity.pk:
        return ALLOWED
    if not outcome.sort.moves or (outcome.activity and outcome.activity.end > at):
        return refused(_("This text is commented on in another activity."))
    return ALLOWED
