"""Who may publish the words of an outcome."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope


def may_publish_text(actor: Actor, scope: Scope) -> Permission:
    """The technical secretariat, or a component leader within the component, publishes texts."""
    if actor.system or actor.holds(Role.SECRETARIAT, Role.COMPONENT_LEADER, scope=scope.path):
        return ALLOWED
    return refused(_("Only the technical secretariat, or the leader of the component, publishes this text."))
