"""The days of processes: stages, ways to take part, milestones, and the reports that a plan's period makes due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Milestone, Plan
from kuvend.accountability.plans.queries.addresses import page_url
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.processes.models import Activity, Process, Stage

HALF_YEAR = 6  # months
SAID: dict[str, str | Promise] = {
    "stage-begins": _("The stage begins"),
    "stage-ends": _("Last day of the stage"),
    "activity-opens": _("You can take part from this day"),
    "activity-closes": _("Last day to take part"),
    "milestone-ends": _("The milestone is due"),
    "report-due": _("Reports on all milestones are due"),
}


@dataclass(frozen=True, slots=True)
class ProcessDay:
    """Something that happens in a process on a day; `key` stays the same when the day moves."""

    key: str
    day: date
    said: str
    title: Any
    url: str
    process: Any


def process_days(processes: Sequence[Process]) -> list[ProcessDay]:
    """Return what happens in processes, in time; four statements."""
    ids = [one.pk for one in processes]
    found = [*_stages(ids), *_activities(ids), *_milestones(ids), *_reports(ids)]
    return sorted(found, key=lambda one: (one.day, one.key))


def _stages(ids: Sequence[int]) -> Iterator[ProcessDay]:
    for one in Stage.objects.filter(process_id__in=ids).select_related("process"):
        for kind, day in (("stage-begins", one.from_date), ("stage-ends", one.to_date)):
            yield _day(kind, one.public_id, day, one.title, page_url("stage", one.public_id), one.process)


def _activities(ids: Sequence[int]) -> Iterator[ProcessDay]:
    for one in Activity.objects.filter(process_id__in=ids).select_related("process"):
        for kind, day in (("activity-opens", local_date(one.opens_at)), ("activity-closes", one.last_day)):
            yield _day(kind, one.public_id, day, one.title, page_url("activity", one.public_id), one.process)


def _milestones(ids: Sequence[int]) -> Iterator[ProcessDay]:
    rows = Milestone.objects.filter(outcome__process_id__in=ids, to_date__isnull=False)
    for one in rows.select_related("outcome__process").defer("outcome__folded", "outcome__search"):
        outcome = one.outcome
        url = page_url("milestone", outcome.public_id)
        title = f"{outcome.number} {outcome.title}"
        yield _day("milestone-ends", outcome.public_id, one.to_date, title, url, outcome.process)


def _reports(ids: Sequence[int]) -> Iterator[ProcessDay]:
    for plan in Plan.objects.filter(process_id__in=ids).select_related("process"):
        url = page_url("plan_page", plan.public_id)
        for number, day in enumerate(half_years(*_period(plan)), start=1):
            key = f"{plan.public_id}-{number}"
            yield _day("report-due", key, day, plan.process.title, url, plan.process)


def _day(kind: str, key: str, day: Any, title: Any, url: str, process: Process) -> ProcessDay:
    return ProcessDay(f"{kind}-{key}", day, str(SAID[kind]), title, url, process.title)


def _period(plan: Plan) -> tuple[date, date]:
    """Return the plan's first and last day: as its sources state them, else those of its process."""
    from_date, to_date = plan.process.from_date, plan.process.to_date
    if plan.from_stated != UNKNOWN.value:
        from_date = StatedDate.parse(plan.from_stated).first_day()
    if plan.to_stated != UNKNOWN.value:
        to_date = StatedDate.parse(plan.to_stated).last_day()
    return from_date, to_date


def half_years(from_date: date, to_date: date) -> list[date]:
    """Return the last day of each half-year of a period, on which its progress is reported, and its last day.

    Reports stand twice a year in the tracker of OGP plans that this follows (Canada's, `reporting_period`).
    """
    days = []
    for number in range(1, 2 * (to_date.year - from_date.year + 1) + 1):
        day = _months_later(from_date, HALF_YEAR * number)
        if day >= to_date:
            break
        days.append(day)
    return [*days, to_date]


def _months_later(day: date, months: int) -> date:
    """Return the day before the one that many months later: from 1 January, six months end on 30 June."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date.fromordinal(date(year, month + 1, min(day.day, last)).toordinal() - 1)
