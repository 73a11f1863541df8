"""Reading processes: what is open, the stages of a process in time, the conditions of a stage."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from kuvend.foundation.processes.models import Activity, Process, Stage


def open_activities(at: datetime) -> QuerySet[Activity]:
    """Return the activities that take contributions at `at`, those that close first at the top."""
    return (
        Activity.objects.filter(opens_at__lte=at, closes_at__gt=at)
        .select_related("owner", "process", "scope")
        .order_by("closes_at", "pk")
    )


def closed_activities(at: datetime) -> QuerySet[Activity]:
    """Return the activities that no longer take contributions at `at`, the latest first."""
    return (
        Activity.objects.filter(closes_at__lte=at)
        .select_related("owner", "process", "scope")
        .order_by("-closes_at", "pk")
    )


def activity_page(public_id: str) -> Activity | None:
    """Return an activity with what its page names, or None."""
    return next(iter(Activity.objects.select_related("owner", "process").filter(public_id=public_id)[:1]), None)


def stages_of(process: Process) -> QuerySet[Stage]:
    """Return the stages of a process in order."""
    return Stage.objects.filter(process=process).order_by("number")


def stage_page(public_id: str) -> Stage | None:
    """Return a stage with its process, or None."""
    return Stage.objects.select_related("process__scope").filter(public_id=public_id).first()
