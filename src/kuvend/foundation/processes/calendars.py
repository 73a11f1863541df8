"""The days of a process as they stand now, and as a version of its calendar announces them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.models import Activity, CalendarDay, Process, Stage, StageCalendar


@dataclass(frozen=True, order=True)
class SaidDay:
    """The days of a stage or, with `activity`, of a way to take part in it (row ids; 0 for the stage itself)."""

    stage_id: int
    activity_id: int
    from_date: date
    to_date: date


def days_now(process: Process) -> list[SaidDay]:
    """Return the days of the stages of a process and of the ways to take part in them; two statements."""
    stages = Stage.objects.filter(process=process).values_list("pk", "from_date", "to_date")
    days = [SaidDay(pk, 0, first, last) for pk, first, last in stages]
    ways = Activity.objects.filter(process=process, stage__isnull=False, withdrawn_at=None)
    for way in ways.only("stage_id", "opens_at", "closes_at"):
        first = local_date(way.opens_at)
        days.append(SaidDay(way.stage_id or 0, way.pk, first, max(first, way.end_date)))
    return sorted(days)


def latest_calendar(process: Process) -> StageCalendar | None:
    """Return the newest version of a process's calendar, or None."""
    return StageCalendar.objects.filter(process=process).order_by("-version").first()


def calendar_number(process: Process) -> int:
    """Return the version of a process's newest calendar, 0 for none: whoever moves days has seen it."""
    latest = latest_calendar(process)
    return latest.version if latest else 0


def days_said(calendar: StageCalendar | None) -> list[SaidDay]:
    """Return the days that a version announces; none for none."""
    if calendar is None:
        return []
    rows = CalendarDay.objects.filter(calendar=calendar).values_list("stage_id", "activity_id", "from_date", "to_date")
    return sorted(SaidDay(stage, activity or 0, first, last) for stage, activity, first, last in rows)


def replaced_days(stage: Stage, *, from_date: date, to_date: date) -> bool:
    """Tell whether these days were announced once and others have taken their place since."""
    announcements = CalendarDay.objects.filter(stage=stage, activity=None).order_by("-calendar__version")
    versions = list(announcements.values_list("from_date", "to_date"))
    return bool(versions) and versions[0] != (from_date, to_date) and (from_date, to_date) in versions[1:]


def sealed_text(process: Process, *, version: int, note: Localized, days: Sequence[SaidDay]) -> str:
    """Return the text that the fact of a version seals: JSON with sorted names, days by public ids."""
    stages = _public_ids(Stage.objects.filter(process=process))
    activities = _public_ids(Activity.objects.filter(process=process))
    rows = [
        {
            "stage": stages[day.stage_id],
            "activity": activities.get(day.activity_id, ""),
            "from": day.from_date.isoformat(),
            "to": day.to_date.isoformat(),
        }
        for day in days
    ]
    whole = {"process": process.public_id, "version": version, "note": note, "days": rows}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _public_ids(rows: Iterable[Stage | Activity]) -> dict[int, str]:
    return {row.pk: row.public_id for row in rows}


@dataclass(frozen=True)
class DayChange:
    """A stage or a way to take part (`way`) with its days before and after; None where it had or has none."""

    stage_id: int
    title: Any
    way: bool
    old: tuple[date, date] | None
    new: tuple[date, date] | None


@dataclass(frozen=True)
class CalendarVersion:
    """A published version with what it changed; the first one names all its days as new."""

    calendar: StageCalendar
    changes: Sequence[DayChange]


class DayNames:
    """The stages and ways to take part of a process, named and in order."""

    def __init__(self, stages: Iterable[Stage], ways: Iterable[Activity]) -> None:
        self.stages = {one.pk: one for one in sorted(stages, key=lambda one: one.number)}
        self.ways = {one.pk: one for one in sorted(ways, key=lambda one: (one.opens_at, one.pk))}
        self.places = {pk: place for place, pk in enumerate(self.stages)}
        self.way_places = {pk: place for place, pk in enumerate(self.ways)}

    @classmethod
    def of(cls, process: Process) -> DayNames:
        """Return the names of a process; two statements."""
        return cls(Stage.objects.filter(process=process), Activity.objects.filter(process=process))

    def changes(self, old_days: Sequence[SaidDay], now: Sequence[SaidDay]) -> list[DayChange]:
        """Return what differs between two lists of days, each stage followed by its ways to take part."""
        old = {(one.stage_id, one.activity_id): (one.from_date, one.to_date) for one in old_days}
        new = {(one.stage_id, one.activity_id): (one.from_date, one.to_date) for one in now}
        differing = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
        return [
            DayChange(
                stage_id=stage,
                title=self.ways[way].title if way else self.stages[stage].title,
                way=bool(way),
                old=old.get((stage, way)),
                new=new.get((stage, way)),
            )
            for stage, way in sorted(differing, key=self._place)
        ]

    def _place(self, key: tuple[int, int]) -> tuple[int, int]:
        return self.places[key[0]], self.way_places[key[1]] if key[1] else -1


def calendar_versions(process: Process, *, stage_id: int | None = None) -> list[CalendarVersion]:
    """Return the published versions of a process's days, the newest first, each with what it changed; one statement.

    Args:
        stage_id: a stage (row id): then only what changed of it, and the versions that changed something.
    """
    rows = CalendarDay.objects.filter(calendar__process=process).select_related("calendar", "stage", "activity")
    if stage_id is not None:
        rows = rows.filter(stage_id=stage_id)
    loaded = list(rows.order_by("calendar__version", "pk"))
    names = DayNames({one.stage for one in loaded}, {one.activity for one in loaded if one.activity})
    versions, before = list[CalendarVersion](), list[SaidDay]()
    for _version, group in groupby(loaded, key=lambda one: one.calendar.version):
        days = list(group)
        now = sorted(SaidDay(one.stage_id, one.activity_id or 0, one.from_date, one.to_date) for one in days)
        if changes := names.changes(before, now):
            versions.append(CalendarVersion(days[0].calendar, changes))
        before = now
    return versions[::-1]
