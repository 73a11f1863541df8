"""The reports that are owed: half-years that have begun and of which a milestone has no report, as each list asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kuvend.accountability.plans.cycle.periods import missing_periods
from kuvend.accountability.plans.cycle.queries.row import plans_in
from kuvend.accountability.plans.models import Milestone, Report
from kuvend.accountability.plans.progress.queries.desk_reports import milestones_to_report
from kuvend.accountability.plans.progress.queries.periods import goes_on, lateness, owed_of, periods_of_plan
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized, ordinal
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.obligations.rows import InstitutionDays, KeptDays, Owed
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process


def reports_of(actor: Actor, at: datetime) -> list[Owed]:
    """Return the reports that the actor owes on milestones that are neither completed nor closed; one statement."""
    rows = milestones_to_report(actor, today=local_date(at))
    return [Owed(day) for day in sorted(day for row in rows for day in row.unreported)]


def reports_in(processes: Sequence[Process]) -> Iterator[Owed]:
    """Yield the last day of each half-year of the plans of processes; no statement besides `plans_in`."""
    for plan in plans_in(processes):
        url, title = page_url("plan_page", plan.public_id), plan.process.title
        for number, period in enumerate(periods_of_plan(plan), 1):
            key = f"report-due-{plan.public_id}-{number}"
            yield Owed(period.last, title=title, url=url, process=title, key=key)


@dataclass(frozen=True)
class _Reports:
    """The half-years of a milestone: whether each report came in time (None: nobody knows), and those still owed."""

    milestone: Milestone
    came: Sequence[bool | None]
    missing: Sequence[date]
    ahead: Sequence[date]


def reports_by(institution: Institution, today: date) -> InstitutionDays | None:
    """Return how an institution reports on the milestones it leads; two statements, one when it leads nothing.

    Still owed is what `reports_of` asks of its officers, too: nothing on what is completed or closed undone. What is
    missing is told of one by one, the plan that ends last first. Of a report from the tables of others nobody
    knows when it came: it is neither in time nor late.
    """
    related = ("outcome", "commitment__outcome", "commitment__goal__plan__process")
    order = ("-commitment__goal__plan__process__to_date", "commitment__place", "place")
    led = list(Milestone.objects.filter(outcome__institution=institution).select_related(*related).order_by(*order))
    reports: dict[int, list[Report]] = {}
    if led:
        rows = Report.objects.filter(milestone__in=led).order_by("reported_at", "pk")
        for report in rows.only("milestone_id", "period_date", "as_of_date", "reported_at", "imported"):
            reports.setdefault(report.milestone_id, []).append(report)
    by_milestone = [_reports(milestone, reports.get(milestone.pk, ()), today) for milestone in led]
    days = _numbers(by_milestone)
    if not days.owed:
        return None
    waiting = [day for row in by_milestone for day in (*row.missing, *row.ahead)]
    missing = [line for row in by_milestone for line in _missing(row)]
    return InstitutionDays(days, min(waiting, default=None), missing)


def _reports(milestone: Milestone, reports: Sequence[Report], today: date) -> _Reports:
    owed = owed_of(milestone, periods_of_plan(milestone.commitment.goal.plan), reports, today)
    first_of: dict[date, Report] = {}
    for report in reports:
        first_of.setdefault(report.period_date, report)
    unreported = [period for period in owed if period.last not in first_of] if goes_on(milestone) else []
    missing = [period.last for period in missing_periods(unreported, (), today)]
    return _Reports(
        milestone,
        came=[_in_time(first_of[period.last]) for period in owed if period.last in first_of],
        missing=missing,
        ahead=[period.last for period in unreported if period.last not in missing],
    )


def _in_time(report: Report) -> bool | None:
    return None if report.imported else not lateness(report)


def _numbers(by_milestone: Sequence[_Reports]) -> KeptDays:
    came = [in_time for row in by_milestone for in_time in row.came]
    overdue = sum(len(row.missing) for row in by_milestone)
    waiting = overdue + sum(len(row.ahead) for row in by_milestone)
    return KeptDays(
        owed=len(came) + waiting,
        met=len(came),
        in_time=came.count(True),
        late=came.count(False),
        waiting=waiting,
        overdue=overdue,
    )


def _missing(row: _Reports) -> Iterator[Owed]:
    outcome, number = row.milestone.outcome, ordinal(row.milestone.outcome.number)
    title = Localized({language: f"{number} {words}".strip() for language, words in outcome.title.items()})
    url, plan = page_url("milestone", outcome.public_id), row.milestone.commitment.goal.plan.process.title
    for day in row.missing:
        yield Owed(day, title=title, url=f"{url}#reports", process=plan)
