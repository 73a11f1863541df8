"""What follows when a stage ends on another day: the stages and ways to take part that are still ahead.

Rule: each stage that follows keeps its number of working days and its distance from the one before it
(`engines/deadlines/following.py`). What has opened is not moved, and what stands behind it neither; ways to take part
move with their stage, an open one is at most open longer. An earlier end moves nothing that follows. Of the stage
itself, the ways to take part that ended with it end with it again, and none is open longer than it.

None becomes open for longer than the rule for extending allows (`rules.latest_last_day`), and none that is open ends
earlier: that is a deed of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from django.conf import settings

from kuvend.engines.deadlines import working_days_between
from kuvend.engines.deadlines.following import Days, following, within
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.limits import DayLimit, limits_of
from kuvend.foundation.processes.models import Activity, Stage
from kuvend.foundation.processes.rules import latest_last_day

GRACE = 1  # working days: a stage that is closed on the working day after its last day is not late


@dataclass(frozen=True)
class StageMove:
    """A stage with its days as they are and as they become."""

    stage: Stage
    old: Days
    new: Days


@dataclass(frozen=True)
class ActivityMove:
    """A way to take part with its moments as they become."""

    activity: Activity
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Moves:
    """Everything that follows when a stage ends on another day; the stage itself is the first that moves."""

    stages: Sequence[StageMove]
    activities: Sequence[ActivityMove]
    passed: Sequence[DayLimit]


def days_late(stage: Stage, on: date) -> int:
    """Return by how many working days a stage that ends on `on` is late; 0 within the grace of one working day."""
    late = working_days_between(stage.to_date, on, country=settings.KUVEND_COUNTRY)
    return late if late > GRACE else 0


def moves(stage: Stage, *, to_date: date, at: datetime) -> Moves:
    """Return what follows when `stage` ends on `to_date`.

    A process whose days have all passed is history: there only the stage itself changes.
    """
    own = StageMove(stage, Days(stage.from_date, stage.to_date), Days(min(stage.from_date, to_date), to_date))
    rest = _ahead_of(stage)
    if not rest or rest[-1].to_date < local_date(at):
        rest = []
    country = settings.KUVEND_COUNTRY
    new = following(own.old, own.new, [Days(one.from_date, one.to_date) for one in rest], country=country)
    moved = [StageMove(one, Days(one.from_date, one.to_date), days) for one, days in zip(rest, new, strict=True)]
    changed = [one for one in (own, *moved) if one.old != one.new]
    ways = [*_own_activity_moves(own, at), *_activity_moves(moved, at)]
    return Moves(changed, ways, _passed(changed, local_date(at)))


def _ahead_of(stage: Stage) -> list[Stage]:
    """Return the stages after `stage` up to the first that has opened."""
    later = Stage.objects.filter(process_id=stage.process_id, number__gt=stage.number).order_by("number")
    return list(takewhile(lambda one: one.state == StageState.AHEAD, later))


def _own_activity_moves(own: StageMove, at: datetime) -> list[ActivityMove]:
    """Return the ways to take part in the stage itself that end on another day with it."""
    rows = Activity.objects.filter(stage=own.stage, closes_at__gt=at, withdrawn_at=None).order_by("opens_at", "pk")
    moved = []
    for row in rows:
        last = row.end_date
        new_last = own.new.last if last == own.old.last or last > own.new.last else last
        new_last = max(new_last, local_date(row.opens_at))
        if new_last > last:
            new_last = max(last, min(new_last, _latest(row, own.new.last)))
        elif row.opens_at <= at:
            new_last = last
        if new_last != last:
            moved.append(ActivityMove(row, row.opens_at, _shifted(row.end, (new_last - last).days)))
    return moved


def _activity_moves(moved: Sequence[StageMove], at: datetime) -> list[ActivityMove]:
    by_stage = {one.stage.pk: one for one in moved if one.old != one.new}
    ahead = Activity.objects.filter(stage_id__in=by_stage, closes_at__gt=at, withdrawn_at=None)
    rows = ahead.order_by("opens_at", "pk")
    activity_moves = [_activity_move(row, by_stage[row.stage_id], at) for row in rows if row.stage_id]
    return [one for one in activity_moves if (one.opens_at, one.closes_at) != (one.activity.opens_at, one.activity.end)]


def _activity_move(activity: Activity, move: StageMove, at: datetime) -> ActivityMove:
    country = settings.KUVEND_COUNTRY
    first, last = local_date(activity.opens_at), activity.end_date
    new_first = within(first, move.old, move.new, country=country)
    new_last = max(new_first, within(last, move.old, move.new, country=country))
    closes_at = _shifted(activity.end, (new_last - last).days)
    if activity.opens_at <= at:
        capped = _shifted(activity.end, (min(new_last, _latest(activity, move.new.last)) - last).days)
        return ActivityMove(activity, activity.opens_at, max(activity.end, capped))
    opens_at = _shifted(activity.opens_at, (new_first - first).days)
    return ActivityMove(activity, opens_at, max(closes_at, opens_at + timedelta(minutes=1)))


def _latest(activity: Activity, stage_ends: date) -> date:
    """Return the last day to which an activity may be extended once its stage ends on another day."""
    announced = activity.versions.filter(version=1).first() or activity
    return latest_last_day(activity, announced, country=settings.KUVEND_COUNTRY, stage_ends=stage_ends)


def _shifted(moment: datetime, days: int) -> datetime:
    """Return the moment so many days later by the clock on the wall, also when that changes to summer time."""
    zone = ZoneInfo(settings.TIME_ZONE)
    return (moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)


def _passed(changed: Sequence[StageMove], today: date) -> list[DayLimit]:
    """Return the limits that the last of the moved days passes."""
    if not changed:
        return []
    old, new = max(one.old.last for one in changed), max(one.new.last for one in changed)
    return [limit for limit in limits_of(changed[0].stage.process, today) if new > limit.day and new > old]
