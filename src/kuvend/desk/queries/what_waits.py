"""How much waits for an official in each room of the desk; each count takes one statement, unless it says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Case, Count, F, Min, Q, When
from django.urls import reverse
from django.utils.functional import Promise

from kuvend.desk.rules import ACTIVITIES, MODERATE, PARTNERSHIP, PEOPLE, STAGES
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import overdue
from kuvend.foundation.moderation.queries import reported, versions_waiting, waiting
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom, Waiting, scopes_with
from kuvend.foundation.people.models import Mandate
from kuvend.foundation.people.queries import standing
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import Activity, GateItem, Stage


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


def _within(field: str, paths: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def words_to_moderate(actor: Actor, at: datetime) -> Waiting:
    """Count what waits to be read or decided: words, new versions of words, reports; three statements."""
    scopes = scopes_with(actor, MODERATE.roles)
    counts = [
        waiting(scopes).order_by().aggregate(count=Count("pk"), oldest=Min("posted_at")),
        versions_waiting(scopes).order_by().aggregate(count=Count("pk"), oldest=Min("written_at")),
        reported(scopes).order_by().aggregate(count=Count("pk"), oldest=Min("since")),
    ]
    moments = [one["oldest"] for one in counts if one["oldest"]]
    return Waiting(sum(one["count"] for one in counts), local_date(min(moments)) if moments else None)


def stages_overdue(actor: Actor, at: datetime) -> Waiting:
    """Count the stages that should have opened or closed by now."""
    today = local_date(at)
    ahead = Q(overdue(today, "from_date"), state=StageState.AHEAD)
    running = Q(overdue(today, "to_date"), state=StageState.OPEN)
    stages = Stage.objects.filter(_within("process__scope__path", scopes_with(actor, STAGES.roles)), ahead | running)
    day = Case(When(state=StageState.AHEAD, then=F("from_date")), default=F("to_date"))
    return Waiting(**stages.aggregate(count=Count("pk"), oldest=Min(day)))


def activities_without_content(actor: Actor, at: datetime) -> Waiting:
    """Count the announced activities that wait for their text or their statements."""
    here = _within("scope__path", scopes_with(actor, ACTIVITIES.roles))
    rows = Activity.objects.filter(here, waits_for_content=True, withdrawn_at=None, closes_at__gt=at)
    counts = rows.aggregate(count=Count("pk"), first=Min("opens_at"))
    return Waiting(counts["count"], local_date(counts["first"]) if counts["first"] else None)


def conditions_without_evidence(actor: Actor, at: datetime) -> Waiting:
    """Count the conditions in which civil society has part and that nobody has named evidence for."""
    here = _within("stage__process__scope__path", scopes_with(actor, PARTNERSHIP.roles))
    items = GateItem.objects.filter(here, with_civil_society=True, computed="", confirmed_at=None)
    return Waiting(items.exclude(stage__state=StageState.CLOSED).count())


def holders_without_voucher(actor: Actor, at: datetime) -> Waiting:
    """Count the mandates whose holder nobody vouches for yet; none in a demonstration, where nobody is asked to."""
    if settings.KUVEND_DEMO:
        return Waiting(0)
    here = _within("scope__path", scopes_with(actor, PEOPLE.roles))
    rows = Mandate.objects.filter(here, standing(local_date(at)), person__vouched_at=None)
    return Waiting(**rows.aggregate(count=Count("pk"), oldest=Min("from_date")))
