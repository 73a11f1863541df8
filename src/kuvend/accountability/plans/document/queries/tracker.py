"""A plan that came from Canada's tracker tables, as those tables again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kuvend.accountability.plans.models import Milestone, Plan, PlanInstitution
from kuvend.engines.formats.plan.documents import Institution
from kuvend.engines.formats.tables import write_table
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.models import Institution as Body

Row = dict[str, str]


def kept_institutions() -> Mapping[str, Institution]:
    """Return the institutions that are kept, by key: a table that knows only codes must not rename them."""
    return {
        row.key: Institution(
            key=row.key,
            name=dict(row.name),
            short=dict(row.short_name),
            parent=row.parent.key if row.parent else None,
        )
        for row in Body.objects.select_related("parent")
    }


def institutions_elsewhere(country: str) -> set[str]:
    """Return the keys of institutions that plans of other countries list, and none of `country` does."""
    listed = PlanInstitution.objects.values_list("institution__key", "plan__country")
    return {key for key, _country in listed} - {key for key, of in listed if of == country}


def tracker_tables(plan: Plan) -> tuple[str, str]:
    """Return the tables of commitments and of reports as CSV; the second is "" without reports.

    All cells are those that came in, but English titles that were changed here since.

    Raises:
        UsageProblem: when the plan did not come from such tables, or got milestones since that they do not know.
    """
    columns = plan.source_values.get("columns")
    if not columns:
        raise UsageProblem(
            f"{plan.process.key} did not come from Canada's tables, so it has no French to put into them"
        )
    indicators: list[dict[str, Any]] = []
    reports: list[dict[str, Any]] = []
    milestones = Milestone.objects.filter(commitment__goal__plan=plan)
    for row in milestones.select_related("outcome", "commitment__outcome"):
        if not row.source_values:
            raise UsageProblem(f"milestone {row.outcome.number} is in none of the tables that came in")
        indicators += [{**one, "values": _present(one["values"], row)} for one in row.source_values["indicators"]]
        reports += row.source_values["reports"]
    report_columns = plan.source_values["report_columns"]
    return write_table(columns, _in_order(indicators)), (
        write_table(report_columns, _in_order(reports)) if report_columns else ""
    )


def _in_order(rows: list[dict[str, Any]]) -> list[Row]:
    return [one["values"] for one in sorted(rows, key=lambda one: int(one["place"]))]


def _present(values: Row, milestone: Milestone) -> Row:
    """Return a row with the titles as they are now; one that reads the same on one line is the kept one."""
    now = {
        "commitment_en": milestone.commitment.outcome.title.get("en", ""),
        "milestone_en": milestone.outcome.title.get("en", ""),
    }
    return {**values, **{name: title for name, title in now.items() if title != one_line(values[name])}}
