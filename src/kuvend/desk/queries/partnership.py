"""The conditions of stages in which civil society has part."""

from __future__ import annotations

from django.db.models import Q

from kuvend.desk.rules import PARTNERSHIP
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import scopes_with
from kuvend.foundation.processes.models import GateItem


def shared_conditions(actor: Actor) -> list[GateItem]:
    """Return the conditions that civil society fulfils with others, within the actor's scopes, the latest first."""
    within = Q(pk__in=[])
    for path in scopes_with(actor, PARTNERSHIP.roles):
        within |= Q(stage__process__scope__path__startswith=path)
    items = GateItem.objects.filter(within, with_civil_society=True, computed="").select_related("stage__process")
    return list(items.order_by("-stage__from_date", "-stage__pk", "number"))
