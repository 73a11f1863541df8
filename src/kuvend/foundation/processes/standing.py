"""Who may set up a standing process, and what may stay open in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.kinds import find_kind
from kuvend.foundation.processes.models import Activity

KEY_TAKEN = _("Another process, or a part of a plan, has this short name already. Choose another one.")


def may_set_up(actor: Actor, site: Scope, *, title: Localized, summary: Localized) -> Permission:
    """The technical secretariat of the whole site sets up what stands beside all plans."""
    if not actor.system and not actor.holds(Role.SECRETARIAT, scope=site.path):
        return refused(_("Only the technical secretariat of the whole site may do this."))
    if not title or not summary:
        return refused(_("Give a title and say what it is about, in one language at least."))
    return ALLOWED


def may_stay_open(activity: Activity) -> Permission:
    """A way to take part has no last day in a standing process alone, where its kind can do without.

    Each contribution is then owed an answer of its own: one to all would never be due.
    """
    if not activity.process.stands:
        return refused(_("Give the last day: only a standing process has what stays open."))
    kind = find_kind(activity.kind)
    if kind is None or not kind.stays_open:
        return refused(_("This kind needs a last day."))
    if not activity.answers_owed:
        return refused(_("What stays open owes each contribution an answer of its own."))
    return ALLOWED
