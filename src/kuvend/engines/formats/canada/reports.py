"""The table of reports: one row an indicator and reporting period, in English and French.

What a row must hold depends on its period, since the tracker changed with each plan: from 2025-12 on (the sixth plan)
periods are half-yearly, and challenges are mandatory when the status is NS or LP; 2022 to 2024 (the fifth) periods
were quarterly and challenges free; of earlier tables only the month is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from kuvend.engines.formats.canada.commitments import CommitmentTable
from kuvend.engines.formats.rows import FileRow
from kuvend.engines.formats.tables import CellProblem, TableProblem, read_table, write_table
from kuvend.engines.formats.words import letters

KEY = ("reporting_period", "commitments", "milestones", "indicators")
WORDS = ("progress_en", "progress_fr", "evidence_en", "evidence_fr", "challenges_en", "challenges_fr")
NEEDED = (*KEY, "status", *WORDS)
NOT_PUBLIC = ("user_modified",)  # names a person; the published tables do not have it
PERIOD = re.compile(r"(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])")


class Status(StrEnum):
    """How far an indicator is: not started, limited progress, substantial progress, complete."""

    NS = "NS"
    LP = "LP"
    SP = "SP"
    C = "C"


BEHIND = (Status.NS, Status.LP)


@dataclass(frozen=True)
class PeriodRules:
    """What a report must hold from a period on."""

    since: str
    months: tuple[str, ...]
    challenges_when_behind: bool


HALF_YEARLY = PeriodRules("2025-12", ("06", "12"), True)
QUARTERLY = PeriodRules("2022-03", ("03", "06", "09", "12"), False)
EARLIER = PeriodRules("0000-00", tuple(f"{month:02d}" for month in range(1, 13)), False)


@dataclass(frozen=True, kw_only=True)
class ProgressRow:
    """A report on one indicator in one period; evidence and challenges may be "". `further`: the other columns."""

    period: str
    commitment: str
    milestone: str
    indicator: str
    status: Status
    progress_en: str
    progress_fr: str
    evidence_en: str
    evidence_fr: str
    challenges_en: str
    challenges_fr: str
    further: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ReportTable:
    """The whole table: its columns in their order, and its rows in theirs."""

    columns: tuple[str, ...]
    rows: tuple[ProgressRow, ...]


def rules_of(period: str) -> PeriodRules:
    """Return the rules in force in a reporting period such as 2026-06."""
    return next(rules for rules in (HALF_YEARLY, QUARTERLY, EARLIER) if period >= rules.since)


def read_reports(content: bytes, *, about: CommitmentTable) -> ReportTable:
    """Read the reports on the indicators of `about`. Raises TableProblem with everything wrong, by line and column."""
    table = read_table(content, required=NEEDED)
    personal = [
        CellProblem(1, name, "names a person; leave the column out") for name in NOT_PUBLIC if name in table.columns
    ]
    codes = {indicator.code for _commitment, _milestone, indicator in about.indicators()}
    problems = [*personal, *chain.from_iterable(_wrong_cells(row, codes) for row in table.rows), *_doubled(table.rows)]
    if problems:
        raise TableProblem(problems)
    return ReportTable(columns=table.columns, rows=tuple(_row(row.values) for row in table.rows))


def write_reports(table: ReportTable) -> str:
    """Return the table as CSV: the same columns and rows in the same order."""
    return write_table(table.columns, map(report_values, table.rows))


def report_values(row: ProgressRow) -> dict[str, str]:
    """Return a row by the columns of its table."""
    key = dict(zip(KEY, (row.period, row.commitment, row.milestone, row.indicator), strict=True))
    return {**key, "status": row.status.value, **{name: getattr(row, name) for name in WORDS}, **row.further}


def _wrong_cells(row: FileRow, codes: set[str]) -> Iterator[CellProblem]:
    values = row.values
    for name in (*KEY, "status", "progress_en", "progress_fr"):
        if not letters(values[name]):
            yield CellProblem(row.line, name, "nothing is said here")
    for name, above in (("milestones", "commitments"), ("indicators", "milestones")):
        if values[name] and not values[name].startswith(f"{values[above]}."):
            yield CellProblem(row.line, name, f"“{values[name]}” does not begin with “{values[above]}.”")
    if values["indicators"] and values["indicators"] not in codes:
        yield CellProblem(row.line, "indicators", f"the plan has no indicator “{values['indicators']}”")
    if values["status"] and values["status"] not in list(Status):
        yield CellProblem(row.line, "status", f"“{values['status']}” is none of {', '.join(Status)}")
    period = values["reporting_period"]
    if PERIOD.fullmatch(period):
        yield from _against_rules(row, rules_of(period))
    elif period:
        yield CellProblem(row.line, "reporting_period", f"“{period}” is no year and month such as 2026-06")


def _against_rules(row: FileRow, rules: PeriodRules) -> Iterator[CellProblem]:
    values = row.values
    if values["reporting_period"][-2:] not in rules.months:
        text = f"periods end in the months {', '.join(rules.months)} since {rules.since}"
        yield CellProblem(row.line, "reporting_period", text)
    if not rules.challenges_when_behind:
        return
    for subject in ("evidence", "challenges"):
        behind = subject == "challenges" and values["status"] in BEHIND
        filled = [name for name in (f"{subject}_en", f"{subject}_fr") if letters(values[name])]
        for name in (f"{subject}_en", f"{subject}_fr") if behind or filled else ():
            if name not in filled:
                why = f"needed, since the status is {values['status']}" if behind else "said in one language only"
                yield CellProblem(row.line, name, why)


def _doubled(rows: tuple[FileRow, ...]) -> Iterator[CellProblem]:
    lines: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.values["reporting_period"], row.values["indicators"])
        if lines.setdefault(key, row.line) != row.line:
            text = f"“{key[1]}” has a report for {key[0]} already, on line {lines[key]}"
            yield CellProblem(row.line, "indicators", text)


def _row(values: Mapping[str, str]) -> ProgressRow:
    return ProgressRow(
        period=values["reporting_period"],
        commitment=values["commitments"],
        milestone=values["milestones"],
        indicator=values["indicators"],
        status=Status(values["status"]),
        further={name: value for name, value in values.items() if name not in NEEDED},
        **{name: values[name] for name in WORDS},
    )
