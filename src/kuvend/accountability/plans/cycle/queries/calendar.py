"""What plans bring to the calendar: milestones, the next plan's delivery, days without a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.accountability.plans.cycle.queries.country_coverage import Coverage, country_coverage
from kuvend.accountability.plans.cycle.queries.next_plan import NextPlan, next_plan
from kuvend.accountability.plans.cycle.queries.row import next_delivery, periods_of, plans_by_country, plans_in
from kuvend.accountability.plans.models import STANDS, Milestone, Plan
from kuvend.engines.plancheck.cycle import coverage, gaps
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.processes.calendar_parts import CalendarSpan, ProcessDay
from kuvend.foundation.processes.models import Process

SAID: dict[str, str | Promise] = {
    "milestone-ends": gettext_lazy("The milestone is due"),
    "drafting-opens": gettext_lazy("Drafting of the next plan can begin"),
    "plan-due": gettext_lazy("The plan is due"),
    "plan-starts": gettext_lazy("The next plan begins at the latest"),
    "plan-limit": gettext_lazy("Last day before the country acts contrary to process"),
}


@dataclass(frozen=True, slots=True)
class PlanCalendar:
    """What the calendar's page shows of plans, by country: whether every day has one, and when the next is due."""

    coverage: Sequence[Coverage]
    plans: Sequence[NextPlan]


def calendar_part(processes: Sequence[Process], today: date) -> PlanCalendar:
    """Return the plans of the countries whose plans the processes make; one statement besides `plans_in`."""
    by_country = _countries(processes)
    coverages = (country_coverage(country, plans, today=today) for country, plans in by_country.items())
    due = (next_plan(country, plans, today=today) for country, plans in by_country.items())
    return PlanCalendar([one for one in coverages if one], [one for one in due if one])


def _countries(processes: Sequence[Process]) -> dict[str, list[Plan]]:
    """Return all plans of the countries whose plans the processes make; one statement besides `plans_in`."""
    plans = plans_in(processes)
    return plans_by_country(countries={plan.country for plan in plans}) if plans else {}


def days_without_plan(processes: Sequence[Process], today: date) -> Iterator[CalendarSpan]:
    """Yield each run of days on which no plan is being implemented."""
    for country, plans in _countries(processes).items():
        for gap in gaps(coverage(periods_of(plans), until=today)):
            key = f"no-plan-{country}-{gap.first.isoformat()}"
            yield CalendarSpan(key, gap.first, gap.last, _("No plan is being implemented"))


def days_of_plans(processes: Sequence[Process], today: date) -> Iterator[ProcessDay]:
    """Yield what happens in the plans of processes; two statements besides `plans_in`, none where there is no plan."""
    if plans := plans_in(processes):
        yield from _milestones([plan.process_id for plan in plans])
        yield from _deliveries(plans, today)


def _milestones(ids: Sequence[int]) -> Iterator[ProcessDay]:
    rows = Milestone.objects.filter(STANDS, outcome__process_id__in=ids, to_date__isnull=False)
    for milestone in rows.select_related("outcome__process").defer("outcome__folded", "outcome__search"):
        outcome = milestone.outcome
        url = page_url("milestone", outcome.public_id)
        title = f"{ordinal(outcome.number)} {outcome.title}"
        yield _day("milestone-ends", outcome.public_id, milestone.to_date, title, url, outcome.process)


def _day(kind: str, key: str, day: Any, title: Any, url: str, process: Process) -> ProcessDay:
    return ProcessDay(f"{kind}-{key}", day, str(SAID[kind]), title, url, process.title)


def _deliveries(plans: Sequence[Plan], today: date) -> Iterator[ProcessDay]:
    """Yield the days of the next plan's delivery, at the plan in the making or at the one it follows."""
    process_ids = {one.process_id for one in plans}
    for country_plans in plans_by_country(countries={one.country for one in plans}).values():
        delivery = next_delivery(country_plans, today=today)
        if delivery is None or delivery.plan.process_id not in process_ids:
            continue
        days, plan = delivery.days, delivery.plan
        limit = next((one.after for one in days.steps if one.code == "limit"), None)
        day_by_kind = {
            "drafting-opens": days.window_first,
            "plan-due": days.due,
            "plan-starts": days.latest_start,
            "plan-limit": limit,
        }
        for kind, day in day_by_kind.items():
            if day is not None and day.exact:
                url = page_url("plan_page", plan.public_id)
                yield _day(kind, plan.public_id, day.last, plan.process.title, url, plan.process)
