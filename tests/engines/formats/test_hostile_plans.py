"""Every text of every file from which a plan comes passes the door: nothing unseen, nothing endless, no half letter."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from kuvend.engines.formats import ogp_sheet
from kuvend.engines.formats.canada import Profile, plan_of, read_commitments, read_reports
from kuvend.engines.formats.plan import (
    PlanFormatError,
    as_read,
    commitments,
    goals,
    read_plan,
    reading,
    reading_details,
    reading_making,
    stages,
    write_plan,
)
from kuvend.engines.formats.plan.codes import IRM_CODES
from kuvend.engines.formats.tables import TableProblem
from kuvend.engines.formats.words import normalise
from tests.engines.formats.full_plan import FULL, in_words, places, whole, with_value
from tests.engines.formats.test_canada import REPORTS, TABLE
from tests.engines.formats.test_ogp_sheet import SHEET

PLACES = [place for place in places(whole()) if in_words(place)]
UNSEEN = ["\u200b", "\u202e\u2066", "\x1b", "\u00ad\ufeff"]
TRICKS = "\u200bA\u202e\x1b e\u0301\u2066\x0b B \x07"
CLEAN = normalise(TRICKS)
LONG = "a" * 20_001


def leaves(text: str) -> Iterator[str]:
    def inner(value: Any) -> Iterator[str]:
        if isinstance(value, dict | list):
            for child in value.values() if isinstance(value, dict) else value:
                yield from inner(child)
        elif isinstance(value, str):
            yield value

    return inner(yaml.load(text, yaml.BaseLoader))  # texts only


def refused(text: str) -> str:
    with pytest.raises(PlanFormatError) as raised:
        read_plan(text)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_the_file_of_these_tests_has_every_field() -> None:
    known = {
        *reading.TOP, *reading.PLAN, *goals.GOAL, *goals.COMPONENT, *stages.STAGE, *stages.ITEM,
        *commitments.COMMITMENT, *commitments.MILESTONE,
        *reading_details.COMMITMENT_DETAILS, *reading_details.MILESTONE_DETAILS,
        *reading_making.MAKING, *reading_making.MEETING, *reading_making.DOCUMENT, *IRM_CODES,
    }  # fmt: skip
    named = {part for place in places(whole()) for part in place}
    assert known - named == set()
    assert read_plan(write_plan(read_plan(FULL))) == read_plan(FULL)
    assert len(PLACES) > 50


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_no_text_of_a_plan_file_is_unseen_endless_or_broken(place: Any) -> None:
    for unseen in UNSEEN:
        refused(with_value(place, unseen))
    assert "longer than" in refused(with_value(place, LONG)) or "url" in place or "minutes" in place
    for broken in ("A\0", "A\ud83d"):
        assert "which no text may contain" in refused(with_value(place, broken))
    try:
        written = write_plan(read_plan(with_value(place, TRICKS)))
    except PlanFormatError:  # an address, or a currency of three letters
        assert place[-1] in {"url", "minutes", "currency"}
    else:
        assert all(normalise(leaf) == leaf for leaf in leaves(written))
        assert " ".join(CLEAN.split()) in {" ".join(leaf.split()) for leaf in leaves(written)}


def with_cell(table: str, column: str, said: str) -> bytes:
    """Return a table with something said in a column of each row, after what makes it differ."""
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows({**row, column: said} for row in rows[:1])
    return out.getvalue().encode("utf-8")


def canada(content: bytes) -> Any:
    return plan_of(read_commitments(content), profile=Profile(key="ca", title="A plan", from_year=2022, to_year=2024))


def canadas_reports(content: bytes) -> None:
    read_reports(content, about=read_commitments(TABLE.encode()))


def sheet(content: bytes) -> Any:
    return ogp_sheet.plan_of(ogp_sheet.read_sheet(content), key="a-sheet")


def columns(table: str) -> list[str]:
    return next(csv.reader(io.StringIO(table)))


TABLES = {"canada": (canada, TABLE), "canadas reports": (canadas_reports, REPORTS), "ogp's sheet": (sheet, SHEET)}
CELLS = [(name, column) for name, (_read, table) in TABLES.items() for column in columns(table)]


@pytest.mark.parametrize(("name", "column"), CELLS)
def test_no_cell_of_a_table_is_unseen_endless_or_broken(name: str, column: str) -> None:
    read, table = TABLES[name]
    for said in [*UNSEEN, TRICKS, "-"]:
        try:
            document = read(with_cell(table, column, said))
        except TableProblem as problem:
            assert all("\n" not in str(one) for one in problem.problems)
        else:
            written = write_plan(as_read(document)) if document else ""
            assert all(normalise(leaf) == leaf and leaf for leaf in leaves(written))
    for said in ("A\0", LONG):
        with pytest.raises(TableProblem):
            read(with_cell(table, column, said))


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("canada", "commitment_en"), ("canada", "milestone_fr"), ("canada", "indicator_en"),
        ("canadas reports", "progress_en"), ("ogp's sheet", "Commitment Title"), ("ogp's sheet", "Commitment Number"),
    ],
)  # fmt: skip
def test_a_cell_that_shows_nothing_says_nothing(name: str, column: str) -> None:
    read, table = TABLES[name]
    for unseen in UNSEEN:
        with pytest.raises(TableProblem, match=f"line 2, {column}: nothing is said here"):
            read(with_cell(table, column, unseen))


def test_what_a_table_tells_is_held_to_what_a_plan_file_is_held_to() -> None:
    document = ogp_sheet.plan_of(ogp_sheet.read_sheet(SHEET.encode()), key="No key", title="\u200b")
    with pytest.raises(PlanFormatError, match=r"^plan\.key: “No key” is no key: [^(]*$"):
        as_read(document)
    with pytest.raises(PlanFormatError, match=r"^plan\.title\.en: a plain value is expected here$"):
        as_read(ogp_sheet.plan_of(ogp_sheet.read_sheet(SHEET.encode()), key="a-key", title="\u200b"))


def test_institutions_whose_names_look_alike_are_one() -> None:
    alike = ["Ministry\u200e of Justice", "Ministry  of Justice", "ministry of justice", "Mini\u0455try of Justice"]
    line = SHEET.splitlines()[1]
    rows = [
        line.replace("Ministry of Justice", name).replace(",1,AL0065", f",{9 + place},")
        for place, name in enumerate(alike)
    ]
    table = "\n".join([*SHEET.splitlines()[:2], *rows])
    assert [one.key for one in sheet(table.encode()).institutions if "justice" in one.key] == ["ministry-of-justice"]
