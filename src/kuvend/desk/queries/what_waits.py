"""How much waits for an official in each room of the desk; each count takes one statement, unless it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Case, Count, F, Min, Q, When
from django.urls import reverse
from django.utils.functional import Promise

from kuvend.desk.rules import ACTIVITIES, PARTNERSHIP, PEOPLE, STAGES
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import overdue
from kuvend.foundation.moderation.queries import reported, versions_waiting, waiting
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom, Waiting
from kuvend.foundation.people.models import Mandate
from kuvend.foundation.people.queries import standing, within
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import Activity, GateItem, Stage
from kuvend.foundation.processes.queries import not_closed


@dataclass(frozen=True)
class WaitingRoom:
    """A room of the desk in which something waits: where, how much, and the earliest day of it."""

    label: str | Promise
    url: str
    count: int
    oldest: date | None


def what_waits(rooms: Sequence[DeskRoom], actor: Actor, *, at: datetime) -> list[WaitingRoom]:
    """Return the rooms in which something waits for the actor, in the order of the navigation."""
    counted = [(room, room.waits(actor, at)) for room in rooms if room.waits]
    return [
        WaitingRoom(room.label, reverse(room.url_name), waits.count, waits.oldest)
        for room, waits in counted
        if waits.count
    ]


def words_to_moderate(actor: Actor, at: datetime) -> Waiting:
    """Count what waits to be read or decided: words, new versions of words, reports; three statements."""
    counts = [
        waiting(actor).order_by().aggregate(count=Count("pk"), oldest=Min("posted_at")),
        versions_waiting(actor).order_by().aggregate(count=Count("pk"), oldest=Min("written_at")),
        reported(actor).order_by().aggregate(count=Count("pk"), oldest=Min("since")),
    ]
    moments = [one["oldest"] for one in counts if one["oldest"]]
    return Waiting(sum(one["count"] for one in counts), local_date(min(moments)) if moments else None)


def stages_overdue(actor: Actor, at: datetime) -> Waiting:
    """Count the stages that should have opened or closed by now."""
    today = local_date(at)
    ahead = Q(overdue(today, "from_date"), state=StageState.AHEAD)
    running = Q(overdue(today, "to_date"), state=StageState.OPEN)
    stages = Stage.objects.filter(within(actor, STAGES.roles, "process__scope__path"), ahead | running)
    day = Case(When(state=StageState.AHEAD, then=F("from_date")), default=F("to_date"))
    return Waiting(**stages.aggregate(count=Count("pk"), oldest=Min(day)))


def activities_without_content(actor: Actor, at: datetime) -> Waiting:
    """Count the announced activities that wait for their text or their statements."""
    here = within(actor, ACTIVITIES.roles, "scope__path")
    rows = Activity.objects.filter(here, not_closed(at), waits_for_content=True, withdrawn_at=None)
    counts = rows.aggregate(count=Count("pk"), first=Min("opens_at"))
    return Waiting(counts["count"], local_date(counts["first"]) if counts["first"] else None)


def conditions_without_evidence(actor: Actor, at: datetime) -> Waiting:
    """Count the conditions in which civil society has part and that nobody has named evidence for."""
    here = within(actor, PARTNERSHIP.roles, "stage__process__scope__path")
    items = GateItem.objects.filter(here, with_civil_society=True, computed="", confirmed_at=None)
    return Waiting(items.exclude(stage__state=StageState.CLOSED).count())


def holders_without_voucher(actor: Actor, at: datetime) -> Waiting:
    """Count the mandates whose holder nobody vouches for yet; none in a demonstration, where nobody is asked to."""
    if settings.KUVEND_DEMO:
        return Waiting(0)
    here = within(actor, PEOPLE.roles, "scope__path")
    rows = Mandate.objects.filter(here, standing(local_date(at)), person__vouched_at=None)
    return Waiting(**rows.aggregate(count=Count("pk"), oldest=Min("from_date")))
