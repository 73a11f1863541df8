"""The days of stages at the desk: what is not published yet, what follows from a move, how long days have stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.processes.calendars import DayChange, DayNames, days_now, days_said, latest_calendar
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.limits import DayLimit
from kuvend.foundation.processes.models import Activity, Process, Stage, StageCalendar
from kuvend.foundation.processes.moving import Moves, days_late, moves
from kuvend.foundation.processes.notice import NOTICE_DAYS, announced_at, days_ahead, free_from, lacks_notice


@dataclass(frozen=True)
class CalendarState:
    """The newest published version of a process's days, and what of them is not published yet."""

    latest: StageCalendar | None
    changes: Sequence[DayChange]


def calendar_state(process: Process) -> CalendarState:
    """Return how the days of a process stand beside its published calendar."""
    latest = latest_calendar(process)
    return CalendarState(latest, DayNames.of(process).changes(days_said(latest), days_now(process)))


@dataclass(frozen=True)
class WhatFollows:
    """What follows when a stage ends on another day, as the desk shows it before it is published."""

    changes: Sequence[DayChange]
    passed: Sequence[DayLimit]


def what_follows(stage: Stage, *, to_date: date, at: datetime) -> WhatFollows:
    """Return the stages and ways to take part that move with a stage, and the limits that their days pass."""
    return _days_that_follow(moves(stage, to_date=to_date, at=at))


def _days_that_follow(all_moves: Moves) -> WhatFollows:
    stages = [
        DayChange(
            move.stage.pk, move.stage.title, False, (move.old.first, move.old.last), (move.new.first, move.new.last)
        )
        for move in all_moves.stages
    ]
    ways = [
        DayChange(
            move.activity.stage_id or 0,
            move.activity.title,
            True,
            (local_date(move.activity.opens_at), move.activity.end_date),
            (local_date(move.opens_at), Activity(closes_at=move.closes_at).end_date),
        )
        for move in all_moves.activities
    ]
    return WhatFollows([*stages, *ways], all_moves.passed)


@dataclass(frozen=True)
class StageDays:
    """How the days of a stage stand for its next step.

    `ahead` is how many days its first day has stood published (None: never), `free_from` the day from which it opens
    without an exception; `late` by how many working days it closes late today, `follows` what that leads to.
    """

    since: datetime | None
    ahead: int | None
    notice_days: int
    free_from: date | None
    lacks_notice: bool
    before_first: bool
    late: int
    follows: WhatFollows | None


def stage_days(stage: Stage, *, at: datetime) -> StageDays:
    """Return how the days of a stage stand at a moment."""
    since, today = announced_at(stage), local_date(at)
    late = days_late(stage, today) if stage.state == StageState.OPEN else 0
    follows = what_follows(stage, to_date=today, at=at) if late else None
    return StageDays(
        since=since,
        ahead=days_ahead(since, today),
        notice_days=NOTICE_DAYS,
        free_from=max(day, stage.from_date) if (day := free_from(since)) else None,
        lacks_notice=stage.state == StageState.AHEAD and lacks_notice(stage, at),
        before_first=today < stage.from_date,
        late=late,
        follows=follows if follows and len(follows.changes) > 1 else None,
    )
