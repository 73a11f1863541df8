"""Canada's tracker tables are read exactly, written without a lost value, and refused by line and column."""

import csv
import io
from typing import Any

import pytest

from kuvend.engines.formats.canada import (
    KNOWN_PLANS,
    Profile,
    plan_of,
    read_commitments,
    read_reports,
    write_commitments,
    write_reports,
)
from kuvend.engines.formats.cells import as_typed
from kuvend.engines.formats.plan import read_plan, write_plan
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.formats.tables import TableProblem

COLUMNS = (
    "commitment_code,commitment_en,commitment_fr,milestone_code,milestone_en,milestone_fr,"
    "indicator_code,indicator_en,indicator_fr,due_date,deadline_en,lead_dept,s4d"
)
TABLE = f"""{COLUMNS}
C01,Climate,Climat,C01.1,A portal,Un portail,C01.1.1,It is open,Il est ouvert,2023-12,By 2023,ec;hc-sc,True
C01,Climate,Climat,C01.2,A forum,Un forum,C01.2.1,It meets,Il se réunit,,,,
"""
REPORT_COLUMNS = (
    "reporting_period,commitments,milestones,indicators,status,"
    "progress_en,progress_fr,evidence_en,evidence_fr,challenges_en,challenges_fr,owner_org"
)
REPORTS = f"""{REPORT_COLUMNS}
2025-12,C01,C01.1,C01.1.1,SP,- Drafted,- Rédigé,Posted,Publié,,,ec
2026-06,C01,C01.1,C01.1.1,LP,NIL,NUL,,,Money,Argent,ec
"""


def parsed(text: str) -> list[list[str]]:
    return [[as_typed(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def refused(content: str, *, reports: bool = False) -> list[str]:
    with pytest.raises(TableProblem) as raised:
        if reports:
            read_reports(content.encode(), about=read_commitments(TABLE.encode()))
        else:
            read_commitments(content.encode())
    return list(map(str, raised.value.problems))


def test_an_apostrophe_that_others_typed_stays_and_one_that_guards_goes() -> None:
    text = TABLE.replace("A portal", "'-quoted").replace("A forum", "- a forum")
    theirs = read_commitments(text.encode())
    assert "'-quoted" in text
    written = write_commitments(theirs)
    assert parsed(written) == list(csv.reader(io.StringIO(text)))
    assert write_commitments(read_commitments(written.encode())) == written, "ours comes back as it went out"
    assert "''-quoted" in written
    assert "'- a forum" in written


@pytest.mark.parametrize(("name", "sizes"), [("nap4", (10, 56, 135)), ("nap5", (5, 19, 106)), ("nap6", (4, 19, 65))])
def test_canadas_three_real_plans_come_out_as_they_went_in(
    name: str, sizes: tuple[int, int, int], shared_data: Any
) -> None:
    path = shared_data(f"ogp/canada_{name}_commitments_milestones_indicators.csv")
    content = path.read_bytes()
    table = read_commitments(content)
    milestones = [one for commitment in table.commitments for one in commitment.milestones]
    assert (len(table.commitments), len(milestones), len(list(table.indicators()))) == sizes
    assert parsed(write_commitments(table)) == parsed(content.decode())
    document = plan_of(table, profile=KNOWN_PLANS[name])
    assert read_plan(write_plan(document)) == document


def test_a_table_keeps_columns_it_does_not_know_and_the_order_of_its_rows() -> None:
    header, first, second = TABLE.splitlines()
    mixed = "\n".join(
        [f"note,{header}", f" as is ,{first}", f",{second}", f'"a ""b""",{first.replace("C01.1.1", "C01.1.2")}']
    )
    assert parsed(write_commitments(read_commitments(mixed.encode()))) == parsed(mixed)


def test_dates_and_departments_are_read() -> None:
    (_commitment, _milestone, first), (*_above, second) = read_commitments(TABLE.encode()).indicators()
    assert (str(first.due), first.departments, dict(first.further)) == ("2023-12", ("ec", "hc-sc"), {"s4d": "True"})
    assert (second.due, second.departments) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("C01.1,A portal", "C02.1,A portal", "line 2, milestone_code: “C02.1” does not begin with “C01.”"),
        ("C01.2.1", "C01.1.7", "line 3, indicator_code: “C01.1.7” does not begin with “C01.2.”"),
        ("C01.2.1", "C01.2.x", "line 3, indicator_code: “C01.2.x” is no code such as C01.1.1"),
        ("Un portail", " ", "line 2, milestone_fr: nothing is said here"),
        ("2023-12", "2023-13", "line 2, due_date: “2023-13” is no month or day such as 2026-06"),
        ("ec;hc-sc", "ec, hc", "line 2: 14 cells where the header has 13"),
        ("ec;hc-sc", "ec;;hc", "line 2, lead_dept: “ec;;hc” are no codes separated by semicolons"),
        ("True", "maybe", "line 2, s4d: “maybe” is neither True nor False"),
        ("Climate,Climat,C01.2", "Water,Climat,C01.2", "line 3, commitment_en: C01 has other words on an earlier line"),
        ("milestone_fr", "jalon", "line 1, milestone_fr: the column is missing"),
        ("Un forum", "Un\0forum", "line 3, milestone_fr: contains a NUL character, which no text may contain"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(old: str, new: str, said: str) -> None:
    assert old in TABLE
    assert said in refused(TABLE.replace(old, new, 1))


def test_everything_wrong_is_named_at_once_and_a_doubled_indicator_too() -> None:
    doubled = TABLE + TABLE.splitlines()[1].replace("2023-12", "soon") + "\n"
    assert refused(doubled) == [
        "line 4, due_date: “soon” is no month or day such as 2026-06",
        "line 4, indicator_code: “C01.1.1” stands there already, on line 2",
    ]
    assert refused(COLUMNS) == ["line 2: there is no row below the header"]


def test_a_plan_tells_what_the_table_tells_and_nothing_else() -> None:
    document = plan_of(read_commitments(TABLE.encode()), profile=Profile(key="p", title="The plan"))
    (commitment,) = document.commitments
    first, second = commitment.milestones if isinstance(commitment.milestones, tuple) else ()
    assert (commitment.number, commitment.lead, commitment.supporting) == ("C01", UNKNOWN, ("ca-ec", "ca-hc-sc"))
    assert first.deliverable == {"en": "C01.1.1 It is open (By 2023; EC; HC-SC)"}
    assert (str(first.to_date), second.to_date, commitment.to_date) == ("2023-12-31", UNKNOWN, UNKNOWN)
    assert str(document.period.from_date) == "2023"


def test_reports_come_out_as_they_went_in() -> None:
    table = read_reports(REPORTS.encode(), about=read_commitments(TABLE.encode()))
    assert parsed(write_reports(table)) == parsed(REPORTS)
    assert [row.status for row in table.rows] == ["SP", "LP"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Money,Argent", ",Argent", "line 3, challenges_en: needed, since the status is LP"),
        ("LP,NIL,NUL,,,Money,Argent", "NS,NIL,NUL,,,,", "line 3, challenges_fr: needed, since the status is NS"),
        ("Posted,Publié", "Posted,", "line 2, evidence_fr: said in one language only"),
        (",SP,", ",DONE,", "line 2, status: “DONE” is none of NS, LP, SP, C"),
        ("NUL", "", "line 3, progress_fr: nothing is said here"),
        ("2026-06", "2026-09", "line 3, reporting_period: periods end in the months 06, 12 since 2025-12"),
        ("2026-06", "June", "line 3, reporting_period: “June” is no year and month such as 2026-06"),
        ("C01.1.1,SP", "C01.1.9,SP", "line 2, indicators: the plan has no indicator “C01.1.9”"),
        ("2026-06", "2025-12", "line 3, indicators: “C01.1.1” has a report for 2025-12 already, on line 2"),
        ("owner_org", "user_modified", "line 1, user_modified: names a person; leave the column out"),
    ],
)
def test_what_is_wrong_in_a_report_is_named_by_line_and_column(old: str, new: str, said: str) -> None:
    assert old in REPORTS
    assert said in refused(REPORTS.replace(old, new, 1), reports=True)


def test_the_fifth_plan_reported_by_quarter_and_named_challenges_only_if_it_liked() -> None:
    older = REPORTS.replace("2025-12", "2022-03").replace("2026-06", "2022-09").replace("Money,Argent", ",")
    assert len(read_reports(older.encode(), about=read_commitments(TABLE.encode())).rows) == 2
    wrong = older.replace("2022-09", "2022-10")
    assert refused(wrong, reports=True) == [
        "line 3, reporting_period: periods end in the months 03, 06, 09, 12 since 2022-03"
    ]


@pytest.mark.parametrize("far", ["9999-12", "0001-01", "2101-01-01"])
def test_a_far_date_is_refused(far: str) -> None:
    assert f"line 2, due_date: “{far}” lies outside the years 1990 to 2100" in refused(TABLE.replace("2023-12", far, 1))


@pytest.mark.parametrize("far", ["9999-12", "0000-12", "0001-06"])
def test_a_far_period_is_refused(far: str) -> None:
    said = f"line 2, reporting_period: “{far}” is no year and month such as 2026-06"
    assert said in refused(REPORTS.replace("2025-12", far, 1), reports=True)
