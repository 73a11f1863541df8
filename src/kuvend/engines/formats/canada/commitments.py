"""The table of commitments, milestones and indicators: one row an indicator, in English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kuvend.engines.formats.days import OUTSIDE, NoDay
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.fields import LONGEST_LINE
from kuvend.engines.formats.rows import FileRow
from kuvend.engines.formats.tables import CellProblem, TableProblem, read_table, write_table
from kuvend.engines.formats.words import letters, one_line

WORDS = ("commitment", "milestone", "indicator")
NEEDED = tuple(f"{noun}_{part}" for noun in WORDS for part in ("code", "en", "fr"))
TITLES = ("commitment_en", "commitment_fr", "milestone_en", "milestone_fr")
NO_MONTH = "is no month or day such as 2026-06"
OWN = (*NEEDED, "due_date", "deadline_en", "lead_dept")
CODES = {
    "commitment_code": (re.compile(r"C[0-9]{2}"), "C01"),
    "milestone_code": (re.compile(r"C[0-9]{2}\.[0-9]{1,4}"), "C01.1"),
    "indicator_code": (re.compile(r"C[0-9]{2}\.[0-9]{1,4}\.[0-9]{1,4}"), "C01.1.1"),
}
DEPARTMENTS = re.compile(r"[a-z0-9][a-z0-9-]{0,59}(;[a-z0-9][a-z0-9-]{0,59})*")
FLAGS = ("", "True", "False")  # of s4d: whether the indicator serves the Summit for Democracy


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What is measured. `due_date` is a month or a day, `deadline` a date in words; "" where nothing is said.

    `further` holds the table's other columns, `place` where the row stands in the table (from 0).
    """

    code: str
    en: str
    fr: str
    due_date: str
    deadline: str
    lead_dept: str
    further: Mapping[str, str]
    place: int

    @property
    def due(self) -> StatedDate | None:
        """When it is due, as exact as the table says it; None when the table gives no date."""
        return StatedDate.parse(self.due_date) if self.due_date else None

    @property
    def departments(self) -> tuple[str, ...]:
        """The codes of the departments that lead, the first one first."""
        return tuple(self.lead_dept.split(";")) if self.lead_dept else ()


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A step of a commitment, in English and French."""

    code: str
    en: str
    fr: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """What is promised, in English and French."""

    code: str
    en: str
    fr: str
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, kw_only=True)
class CommitmentTable:
    """The whole table: its columns in their order, and what they say."""

    columns: tuple[str, ...]
    commitments: tuple[Commitment, ...]

    def indicators(self) -> Iterator[tuple[Commitment, Milestone, Indicator]]:
        """Yield each indicator with what it belongs to, plan order."""
        for commitment in self.commitments:
            for milestone in commitment.milestones:
                for indicator in milestone.indicators:
                    yield commitment, milestone, indicator


def read_commitments(content: bytes) -> CommitmentTable:
    """Read the table from CSV. Raises TableProblem with everything that is wrong, by line and column.

    A milestone's code begins with its commitment's, an indicator's with its milestone's (the tracker's own rule).
    """
    table = read_table(content, required=NEEDED)
    problems = list(chain.from_iterable(map(_wrong_cells, table.rows)))
    problems += _contradictions(table.rows)
    if problems:
        raise TableProblem(problems)
    return CommitmentTable(columns=table.columns, commitments=_commitments([row.values for row in table.rows]))


def write_commitments(table: CommitmentTable) -> str:
    """Return the table as CSV: the same columns and rows in the same order."""
    rows = sorted(table.indicators(), key=lambda one: one[2].place)
    return write_table(table.columns, (indicator_values(*one) for one in rows))


def indicator_values(commitment: Commitment, milestone: Milestone, indicator: Indicator) -> dict[str, str]:
    """Return a row by the columns of its table."""
    parts = zip(WORDS, (commitment, milestone, indicator), strict=True)
    words = {f"{noun}_{part}": getattr(one, part) for noun, one in parts for part in ("code", "en", "fr")}
    dates = {"due_date": indicator.due_date, "deadline_en": indicator.deadline, "lead_dept": indicator.lead_dept}
    return {**words, **dates, **indicator.further}


def _wrong_cells(row: FileRow) -> Iterator[CellProblem]:
    values = row.values
    for name in NEEDED:
        if not letters(values[name]):
            yield CellProblem(row.line, name, "nothing is said here")
    for name in TITLES:
        if len(one_line(values[name])) > LONGEST_LINE:
            yield CellProblem(row.line, name, f"longer than {LONGEST_LINE:,} characters")
    for name, (pattern, example) in CODES.items():
        if values[name].strip() and not pattern.fullmatch(values[name]):
            yield CellProblem(row.line, name, f"“{values[name]}” is no code such as {example}")
    for name, above in (("milestone_code", "commitment_code"), ("indicator_code", "milestone_code")):
        if values[name] and not values[name].startswith(f"{values[above]}."):
            yield CellProblem(row.line, name, f"“{values[name]}” does not begin with “{values[above]}.”")
    if problem := _wrong_date(values.get("due_date", "")):
        yield CellProblem(row.line, "due_date", f"“{values['due_date']}” {problem}")
    if (departments := values.get("lead_dept", "")) and not DEPARTMENTS.fullmatch(departments):
        yield CellProblem(row.line, "lead_dept", f"“{departments}” are no codes separated by semicolons")
    if values.get("s4d", "") not in FLAGS:
        yield CellProblem(row.line, "s4d", f"“{values['s4d']}” is neither True nor False")


def _wrong_date(value: str) -> str:
    """Return what is wrong with a month or day, "" when nothing is, or nothing is said."""
    try:
        return "" if not value or StatedDate.read(value).month is not None else NO_MONTH
    except NoDay as problem:
        return OUTSIDE if str(problem) == OUTSIDE else NO_MONTH


def _contradictions(rows: tuple[FileRow, ...]) -> Iterator[CellProblem]:
    """Yield indicators that stand there twice, and commitments and milestones that change their words."""
    words_by_code: dict[tuple[str, str], str] = {}
    lines: dict[str, int] = {}
    for row in rows:
        code = row.values["indicator_code"]
        if lines.setdefault(code, row.line) != row.line:
            yield CellProblem(row.line, "indicator_code", f"“{code}” stands there already, on line {lines[code]}")
        for noun in ("commitment", "milestone"):
            for name in (f"{noun}_en", f"{noun}_fr"):
                of, words = row.values[f"{noun}_code"], row.values[name]
                if words_by_code.setdefault((of, name), words) != words:
                    yield CellProblem(row.line, name, f"{of} has other words on an earlier line")


def _commitments(rows: list[dict[str, str]]) -> tuple[Commitment, ...]:
    indicators_by_step: dict[str, dict[str, list[Indicator]]] = {}
    words: dict[str, dict[str, str]] = {}
    for place, row in enumerate(rows):
        of, step = row["commitment_code"], row["milestone_code"]
        words[of] = {"en": row["commitment_en"], "fr": row["commitment_fr"]}
        words[step] = {"en": row["milestone_en"], "fr": row["milestone_fr"]}
        indicators_by_step.setdefault(of, {}).setdefault(step, []).append(_indicator(row, place))
    return tuple(
        Commitment(
            code=of,
            milestones=tuple(
                Milestone(code=step, indicators=tuple(indicators), **words[step]) for step, indicators in steps.items()
            ),
            **words[of],
        )
        for of, steps in indicators_by_step.items()
    )


def _indicator(row: Mapping[str, str], place: int) -> Indicator:
    return Indicator(
        code=row["indicator_code"],
        en=row["indicator_en"],
        fr=row["indicator_fr"],
        due_date=row.get("due_date", ""),
        deadline=row.get("deadline_en", ""),
        lead_dept=row.get("lead_dept", ""),
        further={name: value for name, value in row.items() if name not in OWN},
        place=place,
    )
