"""From OGP's sheet to a plan document, as far as the sheet tells a plan; each wrong cell by line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kuvend.engines.formats.ogp_sheet import columns as sheet
from kuvend.engines.formats.ogp_sheet.countries import code_of
from kuvend.engines.formats.ogp_sheet.keys import slug
from kuvend.engines.formats.rows import FileRow
from kuvend.engines.formats.tables import CellProblem, Table, TableProblem, read_table

NEEDED = (sheet.COUNTRY, sheet.NUMBER, sheet.TITLE)
ONE_PLAN = (sheet.COUNTRY, "Action Plan Number", sheet.SUBMITTED, sheet.END_YEAR, sheet.DURATION)
YEAR = re.compile(r"(19|20)\d\d")
YEARS = re.compile(r"\d{1,2}")
FLAGS = {"", "0", "1"}
LONGEST = {sheet.NUMBER: 20, sheet.IDENTIFIER: 20}


@dataclass(frozen=True)
class Sheet:
    """The rows of one plan, checked; `unread` are the columns that are not of the identification or an area."""

    rows: tuple[FileRow, ...]
    unread: tuple[str, ...]


def read_sheet(content: bytes) -> Sheet:
    """Read the sheet of one plan from CSV. Raises TableProblem with everything wrong, by line and column.

    Country, commitment number and title are needed, the other columns may be absent.
    """
    table = read_table(content, needed=NEEDED, own=sheet.COLUMNS)
    problems = [*chain.from_iterable(map(_wrong_cells, table.rows)), *_contradictions(table)]
    if problems:
        raise TableProblem(problems)
    return Sheet(rows=table.rows, unread=tuple(name for name in table.columns if name not in sheet.COLUMNS))


def _wrong_cells(row: FileRow) -> Iterator[CellProblem]:
    cells = {name: value.strip() for name, value in row.values.items()}
    for name in NEEDED:
        if not cells[name]:
            yield CellProblem(row.line, name, "nothing is said here")
    if cells[sheet.COUNTRY] and code_of(cells[sheet.COUNTRY]) is None:
        yield CellProblem(
            row.line, sheet.COUNTRY, f"“{cells[sheet.COUNTRY]}” is no country known here; give its ISO code"
        )
    for name, longest in LONGEST.items():
        if len(cells.get(name, "")) > longest:
            yield CellProblem(row.line, name, f"longer than {longest} characters")
    for name, pattern in ((sheet.SUBMITTED, YEAR), (sheet.END_YEAR, YEAR), (sheet.DURATION, YEARS)):
        if cells.get(name) and not pattern.fullmatch(cells[name]):
            yield CellProblem(
                row.line, name, f"“{cells[name]}” is no number of {'a year' if pattern is YEAR else 'years'}"
            )
    for name in (sheet.START, sheet.END):
        if cells.get(name) and day_of(cells[name]) is None:
            yield CellProblem(row.line, name, f"“{cells[name]}” is no day; write it as 2021-06-30")
    first, last = (day_of(cells.get(name, "")) for name in (sheet.START, sheet.END))
    if first and last and last < first:
        yield CellProblem(row.line, sheet.END, "the last day comes before the first")
    for name in sheet.AREAS:
        if cells.get(name, "") not in FLAGS:
            yield CellProblem(row.line, name, f"“{cells[name]}” is neither 0 nor 1")


def _contradictions(table: Table) -> Iterator[CellProblem]:
    """Yield what belongs to another plan than the first row, and commitment numbers that stand there twice."""
    lines: dict[str, int] = {}
    first = table.rows[0]
    for row in table.rows:
        number = row.values[sheet.NUMBER].strip()
        if lines.setdefault(slug(number), row.line) != row.line:
            yield CellProblem(row.line, sheet.NUMBER, f"“{number}” stands there already, on line {lines[slug(number)]}")
        for name in ONE_PLAN:
            if row.values.get(name) != first.values.get(name):
                yield CellProblem(row.line, name, f"another plan than on line {first.line}; one plan at a time")


def day_of(cell: str) -> date | None:
    """Return the day that a cell says, or None."""
    try:
        return date.fromisoformat(cell.strip()) if len(cell.strip()) == 10 else None
    except ValueError:
        return None
