"""Reading a deliberation as the public takes it: its latest release and nothing else."""

from __future__ import annotations

from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import Release
from kuvend.participation.deliberation.queries.rows import deliberation_activity


def released_deliberation(public_id: str) -> tuple[Activity, Release] | None:
    """Return a deliberation with its release and what files give of it, or None: unknown, or nothing released yet."""
    activity = deliberation_activity(public_id)
    if activity is None:
        return None
    rows = Release.objects.select_related("file", "deliberation").filter(pk=activity.pk)
    return next(((activity, kept) for kept in rows[:1]), None)


def released_deliberations() -> list[Activity]:
    """Return all deliberations that have a release, the latest opened first."""
    rows = Release.objects.select_related("deliberation__activity")
    return [kept.deliberation.activity for kept in rows.order_by("-deliberation__activity__opens_at", "-pk")]
