"""The reports that an institution owes: half-years that are over and of which a milestone it leads has no report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuvend.accountability.plans.models import Milestone, Report
from kuvend.accountability.plans.progress.queries.periods import missing_of, periods_of_plan
from kuvend.foundation.core.wording import in_words, page_url


@dataclass(frozen=True)
class OwedReports:
    """A milestone with the half-years that lack a report, by their last day."""

    number: str
    title: Any
    url: str
    plan: Any
    half_years: Sequence[str]


def reports_owed(institution_id: int, *, today: date) -> list[OwedReports]:
    """Return what an institution owes, the plan that ends last first; two statements, one when it leads nothing."""
    related = ("outcome", "commitment__goal__plan__process")
    order = ("-commitment__goal__plan__process__to_date", "commitment__place", "place")
    led = list(Milestone.objects.filter(outcome__institution=institution_id).select_related(*related).order_by(*order))
    reports: dict[int, list[Report]] = {}
    if led:
        rows = Report.objects.filter(milestone__in=led)
        for report in rows.only("milestone_id", "period_date", "as_of_date"):
            reports.setdefault(report.milestone_id, []).append(report)
    owed = [_owed(one, reports.get(one.pk, ()), today) for one in led]
    return [one for one in owed if one.half_years]


def _owed(row: Milestone, reports: Sequence[Report], today: date) -> OwedReports:
    plan = row.commitment.goal.plan
    missing = missing_of(row, periods_of_plan(plan), reports, today)
    return OwedReports(
        number=row.outcome.number,
        title=row.outcome.title,
        url=page_url("milestone", row.outcome.public_id),
        plan=plan.process.title,
        half_years=[in_words(one.last) for one in missing],
    )
