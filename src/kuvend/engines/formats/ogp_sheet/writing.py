"""From a plan document to the rows of OGP's sheet, in English as far as the plan has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kuvend.engines.formats.lists import cell_of
from kuvend.engines.formats.ogp_sheet import columns as sheet
from kuvend.engines.formats.ogp_sheet.countries import COUNTRIES
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import Commitment, PlanDocument, Text, Unknown
from kuvend.engines.formats.tables import write_table

Kept = Mapping[str, Mapping[str, Sequence[str]]]
"""By commitment number and column: what the plan said of a cell when it came in, and what the cell said."""


def write_sheet(document: PlanDocument, *, original_cells: Kept | None = None) -> str:
    """Return the sheet of a plan as CSV, one row a commitment; what no source tells is an empty cell.

    `original_cells` holds cells of a sheet that came in: one that the plan still says the same of goes out as it came.
    """
    return write_table(sheet.COLUMNS, (_as_kept(row, original_cells or {}) for row in rows_of(document)))


def areas_without_column(document: PlanDocument) -> list[str]:
    """Return the policy areas of a plan for which the sheet has no column, each once."""
    spellings = set(map(sheet.spelling, sheet.AREAS))
    areas = (area for one in document.commitments for area in _keys(one.policy_areas))
    return [area for area in dict.fromkeys(areas) if sheet.spelling(area) not in spellings]


def rows_of(document: PlanDocument) -> list[dict[str, str]]:
    """Return the sheet's rows by column, as the plan alone tells them."""
    whole = _plan_cells(document)
    goals = {goal.key: words(goal.title) for goal in document.policy_goals}
    names = {one.key: words(one.name) for one in document.institutions}
    return [{**whole, **_cells(one, goals, names), **_areas(one)} for one in document.commitments]


def words(text: Text | Unknown) -> str:
    """Return a text in English, else in the first language it has; "" when no source tells it."""
    if isinstance(text, Unknown):
        return ""
    return text.get("en") or next((text[code] for code in sorted(text)), "")


def _as_kept(row: dict[str, str], original_cells: Kept) -> dict[str, str]:
    cells = original_cells.get(row[sheet.NUMBER], {})
    unchanged = {name: came for name, (told, came) in cells.items() if row.get(name, "") == told}
    return {**row, **unchanged}


def _plan_cells(document: PlanDocument) -> dict[str, str]:
    name, region = COUNTRIES.get(document.country, (document.country, ""))
    first, last = (_year(day) for day in (document.period.from_date, document.period.to_date))
    submitted = _year(document.making.submitted) if document.making else None
    return {
        sheet.COUNTRY: name,
        "Region": region,
        "National Or Local": "National",
        "Commitment Dummy": "1",
        sheet.SUBMITTED: str(submitted or ""),
        sheet.END_YEAR: str(last or ""),
        sheet.DURATION: str(last - first) if first and last else "",
    }


def _year(day: object) -> int | None:
    return day.year if isinstance(day, StatedDate | date) else None


def _cells(commitment: Commitment, goals: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    code = commitment.ogp_code if isinstance(commitment.ogp_code, str) else ""
    texts = [words(text) for text in (commitment.problem, commitment.solution, commitment.results)]
    return {
        sheet.IDENTIFIER: code,
        "Code": code,
        sheet.NUMBER: commitment.number,
        sheet.THEME: goals[commitment.goal],
        sheet.TITLE: words(commitment.title),
        sheet.FULL_TEXT: "\n\n".join(filter(None, texts)),
        sheet.START: _day(commitment.from_date),
        sheet.END: _day(commitment.to_date),
        sheet.LEAD: names.get(commitment.lead, commitment.lead) if isinstance(commitment.lead, str) else "",
        sheet.SUPPORTING: cell_of(names.get(key, key) for key in _keys(commitment.supporting)),
    }


def _areas(commitment: Commitment) -> dict[str, str]:
    """Return 1 for each area that the commitment names, and for the parent of one, else 0."""
    spellings = set(map(sheet.spelling, _keys(commitment.policy_areas)))
    areas = {area for area in sheet.AREAS if sheet.spelling(area) in spellings}
    areas |= {parent for parent, below in sheet.PARENTS.items() if areas & set(below)}
    return {area: str(int(area in areas)) for area in sheet.AREAS}


def _day(day: date | Unknown | None) -> str:
    return day.isoformat() if isinstance(day, date) else ""


def _keys(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
