"""The days of processes: stages, ways to take part, milestones, reports that are due, and the next plan's delivery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Milestone, Plan
from kuvend.accountability.plans.periods import half_years, plan_days
from kuvend.accountability.plans.queries.cycle import next_delivery, plans_by_country
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.processes.models import Activity, Process, Stage

SAID: dict[str, str | Promise] = {
    "stage-begins": _("The stage begins"),
    "stage-ends": _("Last day of the stage"),
    "activity-opens": _("You can take part from this day"),
    "activity-closes": _("Last day to take part"),
    "activity-answer": _("One answer to all who took part is due"),
    "milestone-ends": _("The milestone is due"),
    "report-due": _("Reports on all milestones are due"),
    "drafting-opens": _("Drafting of the next plan can begin"),
    "plan-due": _("The plan is due"),
    "plan-starts": _("The next plan begins at the latest"),
    "plan-limit": _("Last day before the country acts contrary to process"),
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


def process_days(processes: Sequence[Process], *, today: date) -> list[ProcessDay]:
    """Return what happens in processes, in time, as it stands on a day; five statements."""
    ids = [one.pk for one in processes]
    plans = list(Plan.objects.filter(process_id__in=ids).select_related("process"))
    found = [*_stages(ids), *_activities(ids), *_milestones(ids), *_reports(plans), *_plan_days(plans, today)]
    return sorted(found, key=lambda one: (one.day, one.key))


def _stages(ids: Sequence[int]) -> Iterator[ProcessDay]:
    for one in Stage.objects.filter(process_id__in=ids).select_related("process"):
        for kind, day in (("stage-begins", one.from_date), ("stage-ends", one.to_date)):
            yield _day(kind, one.public_id, day, one.title, page_url("stage", one.public_id), one.process)


def _activities(ids: Sequence[int]) -> Iterator[ProcessDay]:
    for one in Activity.objects.filter(process_id__in=ids).select_related("process"):
        for kind, day in (("activity-opens", local_date(one.opens_at)), ("activity-closes", one.last_day)):
            yield _day(kind, one.public_id, day, one.title, page_url("activity", one.public_id), one.process)
        if not one.answers_owed:
            url, day = page_url("activity", one.public_id), one.answer_to_all_date
            yield _day("activity-answer", one.public_id, day, one.title, url, one.process)


def _milestones(ids: Sequence[int]) -> Iterator[ProcessDay]:
    rows = Milestone.objects.filter(outcome__process_id__in=ids, to_date__isnull=False)
    for one in rows.select_related("outcome__process").defer("outcome__folded", "outcome__search"):
        outcome = one.outcome
        url = page_url("milestone", outcome.public_id)
        title = f"{ordinal(outcome.number)} {outcome.title}"
        yield _day("milestone-ends", outcome.public_id, one.to_date, title, url, outcome.process)


def _reports(plans: Sequence[Plan]) -> Iterator[ProcessDay]:
    for plan in plans:
        url = page_url("plan_page", plan.public_id)
        stated = {"from_stated": plan.from_stated, "to_stated": plan.to_stated}
        for number, day in enumerate(half_years(*plan_days(plan.process.from_date, plan.process.to_date, **stated)), 1):
            key = f"{plan.public_id}-{number}"
            yield _day("report-due", key, day, plan.process.title, url, plan.process)


def _day(kind: str, key: str, day: Any, title: Any, url: str, process: Process) -> ProcessDay:
    return ProcessDay(f"{kind}-{key}", day, str(SAID[kind]), title, url, process.title)


def _plan_days(plans: Sequence[Plan], today: date) -> Iterator[ProcessDay]:
    """Yield the days of the next plan's delivery, at the plan in the making or at the one it follows."""
    shown = {one.process_id for one in plans}
    for country_plans in plans_by_country(countries={one.country for one in plans}).values():
        found = next_delivery(country_plans, today=today)
        if found is None or found.plan.process_id not in shown:
            continue
        days, named = found.days, found.plan
        limit = next((one.after for one in days.steps if one.code == "limit"), None)
        told = {
            "drafting-opens": days.window_first,
            "plan-due": days.due,
            "plan-starts": days.latest_start,
            "plan-limit": limit,
        }
        for kind, day in told.items():
            if day is not None and day.exact:
                url = page_url("plan_page", named.public_id)
                yield _day(kind, named.public_id, day.last, named.process.title, url, named.process)
