"""The conditions of stages in which civil society has part."""

from __future__ import annotations

from kuvend.desk.rules import PARTNERSHIP
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.models import GateItem


def shared_conditions(actor: Actor) -> list[GateItem]:
    """Return the conditions that civil society fulfils with others, within the actor's scopes, the latest first."""
    here = within(actor, PARTNERSHIP.roles, "stage__process__scope__path")
    items = GateItem.objects.filter(here, with_civil_society=True, computed="").select_related("stage__process")
    return list(items.order_by("-stage__from_date", "-stage__pk", "number"))
