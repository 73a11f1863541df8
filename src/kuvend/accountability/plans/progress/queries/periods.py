"""The half-years of a plan as its rows tell them, and what was reported on each: the overview of a commitment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from kuvend.accountability.plans.cycle.periods import (
    Period,
    days_late,
    missing_periods,
    owed_periods,
    periods_between,
    plan_days,
)
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import STANDS, Commitment, Milestone, Plan, Report
from kuvend.accountability.plans.progress.queries.rows import status_tag
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.wording import Tag, in_words, page_url

GOES_ON = Q(closed_undone=False) & ~Q(status=Status.COMPLETED) & STANDS  # those on which reports are still owed


def goes_on(row: Milestone) -> bool:
    """Tell whether reports on a milestone are still owed, as `GOES_ON` asks: one that ended owes none any more.

    Nor does one that stands for itself no more, with its commitment or alone; `row` has both texts at hand.
    """
    return row.status != Status.COMPLETED and not row.closed_undone and stands(row)


def stands(row: Milestone) -> bool:
    """Tell whether a milestone stands for itself, as `STANDS` asks."""
    return not (row.outcome.continues or row.commitment.outcome.continues)


def periods_of_plan(plan: Plan) -> list[Period]:
    """Return the half-years of a plan, whose process must be at hand."""
    days = plan_days(plan.process.from_date, plan.process.end, from_stated=plan.from_stated, to_stated=plan.to_stated)
    return periods_between(*days)


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """What was reported on a milestone for one half-year.

    `state` is `reported`, `late` (reported late), `missing` (over, without a report), `due` (it runs, no report yet)
    or `none` (nothing was owed: not begun yet, or ended before). `days_late` counts calendar days.
    """

    state: str
    status: Tag
    url: str
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A milestone with one cell for each half-year."""

    number: str
    title: Any
    url: str
    cells: Sequence[PeriodCell]


@dataclass(frozen=True, slots=True)
class PeriodsTable:
    """Half-years (last day in words and as ISO text) × milestones."""

    periods: Sequence[tuple[str, str]]
    rows: Sequence[PeriodRow]


def periods_of(commitment: Commitment, *, today: date) -> PeriodsTable:
    """Return the half-years of a commitment's plan with what was reported on each of its milestones.

    Two statements, when `commitment` was loaded with `goal__plan__process`.
    """
    milestones = Milestone.objects.filter(commitment=commitment).select_related("outcome", "commitment__outcome")
    reports: dict[int, list[Report]] = {}
    rows = Report.objects.filter(milestone__commitment=commitment).order_by("as_of_date", "pk")
    for report in rows.only("public_id", "milestone_id", "status", "period_date", "reported_at", "imported"):
        reports.setdefault(report.milestone_id, []).append(report)
    return periods_table(commitment.goal.plan, list(milestones.order_by("place")), reports, today=today)


def periods_table(
    plan: Plan, milestones: Sequence[Milestone], reports: Mapping[int, Sequence[Report]], *, today: date
) -> PeriodsTable:
    """Return the half-years of a plan (with its process) with what was reported on milestones; no statement.

    Args:
        reports: by milestone, the earliest first.
    """
    periods = periods_of_plan(plan)
    heads = [(in_words(one.last), one.last.isoformat()) for one in periods]
    return PeriodsTable(heads, [_row(one, periods, reports.get(one.pk, []), today) for one in milestones])


def _row(row: Milestone, periods: Sequence[Period], reports: Sequence[Report], today: date) -> PeriodRow:
    url = page_url("milestone", row.outcome.public_id)
    owed = set(owed_of(row, periods, reports, today))
    last_of = {one.period_date: one for one in reports}
    cells = [_cell(one, last_of.get(one.last), url, one in owed, today) for one in periods]
    return PeriodRow(row.outcome.number, row.outcome.title, url, cells)


def _cell(period: Period, report: Report | None, url: str, owed: bool, today: date) -> PeriodCell:
    if report is not None:
        late = lateness(report)
        return PeriodCell(
            "late" if late else "reported",
            status_tag(report.status, unproven=report.unproven),
            f"{url}#r-{report.public_id}",
            late,
        )
    if not owed:
        return PeriodCell("none", Tag(), "")
    return PeriodCell("missing" if missing_periods([period], (), today) else "due", Tag(), url)


def lateness(report: Report) -> int:
    """Return how many days late a report came; 0 for one in time, and for one from the tables of others."""
    return 0 if report.imported else days_late(report.period_date, local_date(report.reported_at))


def owed_of(row: Milestone, periods: Sequence[Period], reports: Sequence[Report], today: date) -> list[Period]:
    """Return the half-years that make a report on a milestone due, given all its reports.

    None on one that stands for itself no more and of which nobody reported: it is owed where it continues.
    """
    if not reports and not stands(row):
        return []
    last = None if goes_on(row) else max(reports, key=lambda one: (one.as_of_date, one.pk), default=None)
    return owed_periods(periods, from_date=row.from_date, ended_in=last.period_date if last else None, today=today)


def missing_of(row: Milestone, periods: Sequence[Period], reports: Sequence[Report], today: date) -> list[Period]:
    """Return the half-years that are over and have no report on a milestone, the first one first."""
    owed = owed_of(row, periods, reports, today)
    return missing_periods(owed, {one.period_date for one in reports}, today)
