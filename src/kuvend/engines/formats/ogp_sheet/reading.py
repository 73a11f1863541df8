"""From OGP's sheet to a plan document, as far as the sheet tells a plan; each wrong cell by line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kuvend.engines.formats.days import FIRST_DAY, OUTSIDE, NoDay, read_day
from kuvend.engines.formats.lists import names_in
from kuvend.engines.formats.ogp_sheet import columns as sheet
from kuvend.engines.formats.ogp_sheet.countries import code_of
from kuvend.engines.formats.plan.fields import LONGEST_LINE
from kuvend.engines.formats.rows import FileRow
from kuvend.engines.formats.tables import CellProblem, Table, TableProblem, read_table
from kuvend.engines.formats.words import letters, normalise, one_line

NEEDED = (sheet.COUNTRY, sheet.NUMBER, sheet.TITLE)
ONE_PLAN = (sheet.COUNTRY, "Action Plan Number", sheet.SUBMITTED, sheet.END_YEAR, sheet.DURATION)
YEAR = re.compile(r"(19|20)[0-9]{2}")
YEARS = re.compile(r"[0-9]{1,2}")
FLAGS = {"", "0", "1"}
LONGEST = {
    sheet.NUMBER: 20,
    sheet.IDENTIFIER: 20,
    sheet.TITLE: LONGEST_LINE,
    sheet.THEME: LONGEST_LINE,
    sheet.LEAD: 200,
}


@dataclass(frozen=True)
class Sheet:
    """The rows of one plan, checked; `unread` are the columns that are not of the identification or an area."""

    rows: tuple[FileRow, ...]
    unread: tuple[str, ...]


def read_sheet(content: bytes) -> Sheet:
    """Read the sheet of one plan from CSV. Raises TableProblem with everything wrong, by line and column.

    Country, commitment number and title are needed, the other columns may be absent.
    """
    table = read_table(content, required=NEEDED, own=sheet.COLUMNS)
    problems = [*chain.from_iterable(map(_wrong_cells, table.rows)), *_contradictions(table)]
    if problems:
        raise TableProblem(problems)
    return Sheet(rows=table.rows, unread=tuple(name for name in table.columns if name not in sheet.COLUMNS))


def _wrong_cells(row: FileRow) -> Iterator[CellProblem]:
    cells = cells_of(row.values)
    for name in NEEDED:
        if not letters(cells[name]):
            yield CellProblem(row.line, name, "nothing is said here")
    if cells[sheet.COUNTRY] and code_of(cells[sheet.COUNTRY]) is None:
        yield CellProblem(
            row.line, sheet.COUNTRY, f"“{cells[sheet.COUNTRY]}” is no country known here; give its ISO code"
        )
    for name, longest in LONGEST.items():
        if len(cells.get(name, "")) > longest:
            yield CellProblem(row.line, name, f"longer than {longest:,} characters")
    if any(len(name) > LONGEST[sheet.LEAD] for name in names_in(cells.get(sheet.SUPPORTING, ""))):
        yield CellProblem(row.line, sheet.SUPPORTING, f"a name is longer than {LONGEST[sheet.LEAD]} characters")
    for name, pattern in ((sheet.SUBMITTED, YEAR), (sheet.END_YEAR, YEAR), (sheet.DURATION, YEARS)):
        if cells.get(name) and not pattern.fullmatch(cells[name]):
            yield CellProblem(
                row.line, name, f"“{cells[name]}” is no number of {'a year' if pattern is YEAR else 'years'}"
            )
    if all(cells.get(name, "").isdecimal() for name in (sheet.END_YEAR, sheet.DURATION)):
        first_year = int(cells[sheet.END_YEAR]) - int(cells[sheet.DURATION])
        if first_year < FIRST_DAY.year:
            yield CellProblem(row.line, sheet.DURATION, f"the plan would begin in {first_year}, which {OUTSIDE}")
    for name in (sheet.START, sheet.END):
        if problem := _wrong_day(cells.get(name, "")):
            yield CellProblem(row.line, name, f"“{cells[name]}” {problem}")
    first, last = (day_of(cells.get(name, "")) for name in (sheet.START, sheet.END))
    if first and last and last < first:
        yield CellProblem(row.line, sheet.END, "the last day comes before the first")
    for name in sheet.AREAS:
        if cells.get(name, "") not in FLAGS:
            yield CellProblem(row.line, name, f"“{cells[name]}” is neither 0 nor 1")


def _contradictions(table: Table) -> Iterator[CellProblem]:
    """Yield what belongs to another plan than the first row, and numbers and identifiers that stand there twice."""
    lines: dict[tuple[str, str], int] = {}
    first = cells_of(table.rows[0].values)
    for row in table.rows:
        cells = cells_of(row.values)
        for name in (sheet.NUMBER, sheet.IDENTIFIER):
            cell = cells.get(name, "")
            if cell and (line := lines.setdefault((name, cell), row.line)) != row.line:
                yield CellProblem(row.line, name, f"“{cell}” stands there already, on line {line}")
        for name in ONE_PLAN:
            if cells.get(name) != first.get(name):
                yield CellProblem(row.line, name, f"another plan than on line {table.rows[0].line}; one plan at a time")


def cells_of(values: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row in clean words, on one line but for the full text."""
    return {name: normalise(value) if name == sheet.FULL_TEXT else one_line(value) for name, value in values.items()}


def _wrong_day(cell: str) -> str:
    try:
        if cell:
            read_day(cell)
    except NoDay as problem:
        return str(problem)
    return ""


def day_of(cell: str) -> date | None:
    """Return the day that a cell says, or None."""
    try:
        return read_day(one_line(cell))
    except NoDay:
        return None
