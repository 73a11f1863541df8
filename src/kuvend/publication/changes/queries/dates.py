"""The days of processes: their stages, their ways to take part, and what rooms know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.clock import end_of_day, local_date
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.processes.calendar_parts import ProcessDay, days_of_rooms
from kuvend.foundation.processes.enums import ActivityDeed
from kuvend.foundation.processes.models import Activity, ActivityVersion, Process, Stage
from kuvend.foundation.processes.queries import NOT_WITHDRAWN

SAID: dict[str, str | Promise] = {
    "stage-begins": _("The stage begins"),
    "stage-ends": _("Last day of the stage"),
    "activity-opens": _("You can take part from this day"),
    "activity-closes": _("Last day to take part"),
}
CLOSED = _("Closed")  # said of what was closed early, instead of its last day


def process_days(processes: Sequence[Process], *, today: date) -> list[ProcessDay]:
    """Return what happens in processes, in time, as it stands on a day; two statements and those of the rooms."""
    ids = [process.pk for process in processes]
    days = [*_stages(ids), *_activities(ids), *days_of_rooms(processes, today)]
    return sorted(days, key=lambda day: (day.day, day.key))


def _stages(ids: Sequence[int]) -> Iterator[ProcessDay]:
    for stage in Stage.objects.filter(process_id__in=ids).select_related("process"):
        for kind, day in (("stage-begins", stage.from_date), ("stage-ends", stage.to_date)):
            yield _day(kind, stage.public_id, day, stage.title, page_url("stage", stage.public_id), stage.process)


def _activities(ids: Sequence[int]) -> Iterator[ProcessDay]:
    early = ActivityVersion.objects.filter(activity=OuterRef("pk"), deed=ActivityDeed.CLOSED_EARLY)
    rows = Activity.objects.filter(NOT_WITHDRAWN, process_id__in=ids).annotate(closed_early=Exists(early))
    for activity in rows.select_related("process"):
        key, title, process = activity.public_id, activity.title, activity.process
        url = page_url("activity", key)
        if (first := _first_day(activity)) is not None:
            yield _day("activity-opens", key, first, title, url, process)
        if (last := activity.last_day) is not None:
            day = _day("activity-closes", key, last, title, url, process)
            yield replace(day, event=str(CLOSED), is_over=True) if activity.closed_early else day


def _first_day(activity: Activity) -> date | None:
    """Return the day from which people can take part; None where it was closed early on that very day."""
    day = local_date(activity.opens_at)
    return day if activity.end >= end_of_day(day) else None


def _day(kind: str, key: str, day: Any, title: Any, url: str, process: Process) -> ProcessDay:
    return ProcessDay(f"{kind}-{key}", day, str(SAID[kind]), title, url, process.title)
