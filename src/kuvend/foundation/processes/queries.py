"""Reading processes: what is open, the stages of a process in time, the conditions of a stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.core.prepared import PreparedObjects, Slot
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.kinds import kind_names
from kuvend.foundation.processes.models import (
    Activity,
    ActivityDraft,
    ActivityVersion,
    Participant,
    Process,
    ProcessVersion,
    Stage,
)

NOT_WITHDRAWN = Q(withdrawn_at=None)  # activities that opened or will: a withdrawn one invites nobody


def not_closed(at: datetime) -> Q:
    """Return the condition that activities have not closed at a moment: they close later, or never."""
    return Q(closes_at__isnull=True) | Q(closes_at__gt=at)


def open_activities(at: datetime) -> QuerySet[Activity]:
    """Return the activities that take contributions at `at`, those that close first at the top."""
    return (
        Activity.objects.filter(not_closed(at), NOT_WITHDRAWN, opens_at__lte=at, waits_for_content=False)
        .filter(kind__in=kind_names())
        .select_related("owner", "process", "scope")
        .order_by("closes_at", "pk")
    )


def closed_activities(at: datetime) -> QuerySet[Activity]:
    """Return the activities that no longer take contributions at `at`, the latest first."""
    return (
        Activity.objects.filter(NOT_WITHDRAWN, closes_at__lte=at)
        .select_related("owner", "process", "scope")
        .order_by("-closes_at", "pk")
    )


ACTIVITY = PreparedObjects(lambda: Activity.objects.filter(public_id=Slot("public_id")), related=("owner", "process"))


def activity_page(public_id: str) -> Activity | None:
    """Return an activity with what its page names, or None."""
    return ACTIVITY.first(public_id=public_id)


PARTICIPANT = PreparedObjects(lambda: Participant.objects.filter(process_id=Slot("process"), person_id=Slot("person")))


def known_participant(process_id: int, person_id: int | None) -> Participant | None:
    """Return the face that a person has in a process, or None before the first deed there."""
    return PARTICIPANT.first(process=process_id, person=person_id) if person_id else None


def activity_versions(activity: Activity) -> QuerySet[ActivityVersion]:
    """Return the versions of an activity, from the newest to the one that was announced."""
    return activity.versions.order_by("-version")


def process_versions(process: Process) -> QuerySet[ProcessVersion]:
    """Return the versions of a standing process, from the newest to the one that was set up."""
    return process.versions.order_by("-version")


def activity_drafts(processes: Iterable[Process]) -> QuerySet[ActivityDraft]:
    """Return the drafts of activities of these processes, the latest edited first."""
    rows = ActivityDraft.objects.filter(process__in=[process.pk for process in processes])
    return rows.select_related("process__scope").order_by("-edited_at", "pk")


def current_process(processes: Iterable[Process], today: date) -> Process | None:
    """Return the process that is shown first on a day: the one that runs and began last, else the one that ends last.

    Never a standing one: where people are on the way to a result is told of what has a last day. The first page asks
    it of all processes, the page of a plan without an id of those with a plan.
    """
    timed = [one for one in processes if not one.stands]
    running = [one for one in timed if one.from_date <= today <= one.end]
    if running:
        return max(running, key=lambda one: (one.from_date, -one.pk))
    return max(timed, key=lambda one: (one.end, -one.pk), default=None)


def stages_of(process: Process) -> QuerySet[Stage]:
    """Return the stages of a process in order."""
    return Stage.objects.filter(process=process).order_by("number")


def stage_page(public_id: str) -> Stage | None:
    """Return a stage with its process, or None."""
    return Stage.objects.select_related("process__scope").filter(public_id=public_id).first()


def stage_in_words(stage: Stage, today: date) -> str:
    """Return how a stage stands on a day, in words."""
    if stage.state == StageState.AHEAD and is_overdue(stage.to_date, on=today):
        return _("its days have passed; it was not opened on this site")
    return str(StageState(stage.state).label)
