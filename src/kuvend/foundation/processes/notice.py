"""How long before it opens the days of a stage have stood published.

OGP's minimum requirement 3.1 (Participation and Co-Creation Standards, in force since 1 January 2022): the timeline
and the ways to take part are published at least two weeks before the work begins, and later changes carry a dated note.
A first day that is put later takes nothing from anybody: notice counts from the first of the newest versions in a row
that announced the same day or an earlier one. A day that is put earlier begins anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.processes.models import CalendarDay, Process, Stage

NOTICE_DAYS = 14  # MR-3.1
NOTICE_SINCE = date(2022, 1, 1)  # stages that begin earlier owe none: the standards were not in force


def announced(process: Process) -> dict[int, datetime]:
    """Return by stage (row id) the moment since which its first day stands published; one statement."""
    rows = CalendarDay.objects.filter(calendar__process=process, activity=None).order_by("-calendar__version")
    moments: dict[int, datetime] = {}
    versions: dict[int, list[tuple[date, datetime]]] = {}
    first_days: dict[int, date] = {}
    for stage_id, now_on, announced_day, at in rows.values_list(
        "stage_id", "stage__from_date", "from_date", "calendar__published_at"
    ):
        first_days[stage_id] = now_on
        versions.setdefault(stage_id, []).append((announced_day, at))
    for stage_id, announcements in versions.items():
        if since := _since(first_days[stage_id], announcements):
            moments[stage_id] = since
    return moments


def _since(first_day: date, announcements: Iterable[tuple[date, datetime]]) -> datetime | None:
    """Return when a first day was announced; `announcements` are the versions, the newest first."""
    since = None
    for number, (announced_day, at) in enumerate(announcements):
        if announced_day > first_day or (number == 0 and announced_day != first_day):
            break
        since = at
    return since


def announced_at(stage: Stage) -> datetime | None:
    """Return the moment since which the stage's first day stands published; None while it does not."""
    return announced(stage.process).get(stage.pk)


def days_ahead(since: datetime | None, on: date) -> int | None:
    """Return how many days before `on` something was published; None when it was not."""
    return None if since is None else (on - local_date(since)).days


def owes_notice(stage: Stage) -> bool:
    """Tell whether the requirement was in force when the stage begins."""
    return stage.from_date >= NOTICE_SINCE


def free_from(since: datetime | None) -> date | None:
    """Return the first day on which a stage announced at `since` opens without an exception."""
    return None if since is None else local_date(since) + timedelta(days=NOTICE_DAYS)


def lacks_notice(stage: Stage, at: datetime) -> bool:
    """Tell whether opening the stage at `at` needs a reason that is published: its days have not stood long enough.

    Nobody was told of a day before its first day, so opening it then lacks notice however long that has stood.
    """
    today = local_date(at)
    if not owes_notice(stage):
        return False
    ahead = days_ahead(announced_at(stage), today)
    return ahead is None or ahead < NOTICE_DAYS or today < stage.from_date
