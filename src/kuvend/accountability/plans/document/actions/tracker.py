"""Import a plan from Canada's tracker tables; every cell is kept beside the plan, so that it can go out again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from kuvend.accountability.plans.document.actions.importing import import_plan
from kuvend.accountability.plans.enums import BEHIND, Status
from kuvend.accountability.plans.models import Milestone, Plan, Report
from kuvend.accountability.plans.progress.actions.evidence import GivenEvidence
from kuvend.accountability.plans.progress.actions.reporting import report_progress
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.engines.formats.canada import CommitmentTable, ReportTable
from kuvend.engines.formats.canada.commitments import indicator_values
from kuvend.engines.formats.canada.reports import ProgressRow, report_values
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.words import letters, normalise, one_line
from kuvend.foundation.people.actor import Actor

FORMAT = "canada-tracker/1"
STATUSES = {"NS": Status.NOT_STARTED, "LP": Status.LIMITED, "SP": Status.SUBSTANTIAL, "C": Status.COMPLETED}
NONE_NAMED = {"en": "The source names no challenges.", "sq": "Burimi nuk përmend vështirësi."}
Row = dict[str, str]


@transaction.atomic
def import_tracker(
    *, actor: Actor, document: PlanDocument, table: CommitmentTable, reports: ReportTable | None = None, at: datetime
) -> Plan:
    """Publish the plan that the tables tell (`document`, made of `table`), and a report for each period that is over.

    A milestone's report says what its indicators' rows say, its status follows from theirs as a commitment's does
    from its milestones. The same tables again change nothing; without `reports` those of before stay.

    Raises:
        NotAllowed: when the actor may not publish plans or report.
        UsageProblem: when the tables leave out what is kept.
    """
    plan = import_plan(actor=actor, document=document, at=at)
    by_number = {row.outcome.number: row for row in _milestones(plan)}
    indicators = {number: _indicator_rows(table, number) for number in by_number}
    report_rows = {number: _report_rows(reports, number) for number in by_number} if reports else {}
    for number, milestone in by_number.items():
        _keep(milestone, indicators[number], report_rows.get(number))
    plan.source_values = {
        "format": FORMAT,
        "columns": list(table.columns),
        "report_columns": list(reports.columns) if reports else plan.source_values.get("report_columns", []),
    }
    plan.save(update_fields=["source_values"])
    if reports:
        for period, number in sorted({(row.period, row.milestone) for row in reports.rows}):
            _report(by_number[number], period, reports, len(indicators[number]), actor=actor, at=at)
    return plan


def _milestones(plan: Plan) -> list[Milestone]:
    return list(Milestone.objects.filter(commitment__goal__plan=plan).select_related("outcome"))


def _indicator_rows(table: CommitmentTable, number: str) -> dict[int, Row]:
    """Return the rows of a milestone by their places in the table."""
    return {one[2].place: indicator_values(*one) for one in table.indicators() if one[1].code == number}


def _report_rows(reports: ReportTable, number: str) -> dict[int, Row]:
    return {place: report_values(row) for place, row in enumerate(reports.rows) if row.milestone == number}


def _keep(milestone: Milestone, indicators: dict[int, Row], reports: dict[int, Row] | None) -> None:
    source_values = milestone.source_values
    _refuse_removal(source_values.get("indicators", []), indicators, ("indicator_code",))
    values = {"indicators": _placed(indicators), "reports": source_values.get("reports", [])}
    if reports is not None:
        _refuse_removal(values["reports"], reports, ("indicators", "reporting_period"))
        values["reports"] = _placed(reports)
    if values != source_values:
        milestone.source_values = values
        milestone.save(update_fields=["source_values"])


def _placed(rows: Mapping[int, Row]) -> list[dict[str, object]]:
    return [{"place": place, "values": row} for place, row in rows.items()]


def _refuse_removal(kept_rows: list[dict[str, Row]], rows: Mapping[int, Row], key: tuple[str, ...]) -> None:
    keys = {tuple(row[name] for name in key) for row in rows.values()}
    for kept_row in kept_rows:
        if (name := tuple(kept_row["values"][part] for part in key)) not in keys:
            raise UsageProblem(f"the table leaves out {' '.join(name)}, which is kept; an import removes nothing")


def _report(
    milestone: Milestone, period: str, table: ReportTable, indicators: int, *, actor: Actor, at: datetime
) -> None:
    """Publish what the rows of a milestone say of a period, unless its last report of that day says the same."""
    as_of = _last_day(period)
    if as_of > local_date(at):
        return
    rows = [row for row in table.rows if (row.milestone, row.period) == (milestone.outcome.number, period)]
    status = progress_of([*(STATUSES[row.status] for row in rows), *[""] * (indicators - len(rows))])
    text, challenges = _words(rows, "progress_en"), _words(rows, "challenges_en")
    if status in BEHIND and not challenges:
        challenges = Localized(NONE_NAMED)
    last = Report.objects.filter(milestone=milestone, as_of_date=as_of).order_by("-pk").first()
    if last and (last.status, last.text, last.challenges) == (status, text, challenges):
        return
    evidence = [
        GivenEvidence(Localized(en=f"{row.indicator}: {words}"))
        for row in rows
        if letters(words := one_line(row.evidence_en))
    ]
    report_progress(
        actor=actor, milestone=milestone, status=str(status), text=text, challenges=challenges, as_of_date=as_of,
        evidence=evidence, imported=True, at=at,
    )  # fmt: skip


def _words(rows: list[ProgressRow], column: str) -> Localized:
    lines = [f"{row.indicator}: {words}" for row in rows if letters(words := normalise(getattr(row, column)))]
    return Localized(en="\n".join(lines)) if lines else Localized()


def _last_day(period: str) -> date:
    year, month = map(int, period.split("-"))
    return date(year, month, monthrange(year, month)[1])
