"""A whole CSV table, read or refused: each thing that is wrong is named by its line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kuvend.engines.formats.cells import as_typed, harmless
from kuvend.engines.formats.rows import FileRow, UnreadableFile, read_rows

LONGEST_CELL = 20_000


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong at one place of a table; `column` is "" when it is the whole row."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line}{', ' if self.column else ''}{self.column}: {self.text}"


class TableProblem(ValueError):
    """A table is refused; `problems` are all that was found, in the order of the lines."""

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: one.line))
        super().__init__("; ".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table in their order, and its rows with the lines they begin on."""

    columns: tuple[str, ...]
    rows: tuple[FileRow, ...]


def read_table(content: bytes, *, required: Sequence[str], own: Sequence[str] = ()) -> Table:
    """Read a CSV table with the columns `required`, and any others.

    A table that we wrote comes back as it was before its cells were guarded against formulas; a cell of others is
    what they typed. Ours has the columns `own`, where we write no others, and every cell of it is guarded.

    Raises:
        TableProblem: not readable, a column is missing, rows that do not fit the header, or no row at all.
    """
    try:
        rows = tuple(read_rows(content, json_lines=False))
    except UnreadableFile as problem:
        line, _sign, text = str(problem).removeprefix("line ").partition(": ")
        raise TableProblem([CellProblem(int(line), "", text)]) from None
    problems = [CellProblem(row.line, row.column, row.problem) for row in rows if row.problem]
    problems += [unfit for row in rows for name, value in row.values.items() if (unfit := _unfit(row, name, value))]
    columns = next((tuple(row.values) for row in rows if not row.problem), ())
    if not columns and not problems:
        problems.append(CellProblem(2, "", "there is no row below the header"))
    if columns:
        problems += [CellProblem(1, name, "the column is missing") for name in required if name not in columns]
    if problems:
        raise TableProblem(problems)
    is_ours = columns == (tuple(own) or columns) and all(map(_is_guarded, rows))
    return Table(columns, tuple(map(_as_typed, rows)) if is_ours else rows)


def _is_guarded(row: FileRow) -> bool:
    return all(harmless(as_typed(cell)) == cell for cell in row.values.values())


def _unfit(row: FileRow, name: str, value: str) -> CellProblem | None:
    if len(value) > LONGEST_CELL:
        return CellProblem(row.line, name, f"longer than {LONGEST_CELL:,} characters")
    return None


def _as_typed(row: FileRow) -> FileRow:
    return replace(row, values={name: as_typed(value) for name, value in row.values.items()})


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a table as CSV (RFC 4180: comma, quotes where needed, CRLF); no value is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue()
