"""OGP's sheet is written with exactly its columns, read for what it holds, and refused by line and column."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kuvend.engines.formats.lists import cell_of, names_in
from kuvend.engines.formats.ogp_sheet import (
    areas_without_column,
    kept_cells,
    plan_of,
    read_sheet,
    write_sheet,
)
from kuvend.engines.formats.ogp_sheet.columns import AREAS, COLUMNS, LEADING, spelling
from kuvend.engines.formats.plan import read_plan, write_plan
from kuvend.engines.formats.plan.documents import UNKNOWN, Institution
from kuvend.engines.formats.tables import TableProblem

ALBANIA = read_plan((Path(__file__).resolve().parents[3] / "examples" / "albania-2020-2022" / "plan.yaml").read_text())
SHEET = """\
Country/Locality,Action Plan Number,Commitment Number,Code,Action Plan End Year,Action Plan Duration (Years),Theme,\
Commitment Title,Full Text,Start Date,End Date,Lead Institution,Supporting Institution(s),Tax,Open Data
Albania,5,1,AL0065,2022,2,Integrity, Integrity plans ,"Every ministry, every year.",2021-01-01,2022-06-30,\
Ministry of Justice,Line ministries;NAIS,0,1
Albania,5,2,,2022,2,,A register,,,,NAIS,,,1
"""


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def refused(content: str) -> list[str]:
    with pytest.raises(TableProblem) as raised:
        read_sheet(content.encode())
    return list(map(str, raised.value.problems))


def test_the_leading_columns_and_areas_are_those_of_the_sheet(shared_data: Any) -> None:
    lines = shared_data("ogp/ogp_commitments_columns.txt").read_text().splitlines()
    leading = next(line for line in lines if line.startswith("Commitment Unique Identifier"))
    assert tuple(leading.split(" | ")) == LEADING
    assert len(LEADING) == 19
    areas: list[str] = []
    for line in lines[lines.index(leading) + 2 :]:
        parent, _sign, below = line.rpartition(": ")
        if line.startswith("#"):
            break
        areas += [
            *([parent] if parent.isupper() else []),
            *(one for one in below.split(" | ") if "cut here" not in one),
        ]
    assert AREAS[: len(areas)] == tuple(areas)
    older = next(line for line in lines if line.startswith("# Version A"))
    assert all(area in older for area in AREAS[len(areas) :])
    assert len(set(map(spelling, COLUMNS))) == len(COLUMNS)


@pytest.mark.parametrize("title", ["'=quoted", "'-quoted title", "=1+1", "A;'+b"])
def test_an_apostrophe_that_others_typed_stays_and_one_that_guards_goes(title: str) -> None:
    theirs = read_sheet(SHEET.replace(" Integrity plans ", title).encode())
    assert theirs.rows[0].values["Commitment Title"] == title
    first = replace(ALBANIA.commitments[0], title={"en": title})
    ours = write_sheet(replace(ALBANIA, commitments=(first, *ALBANIA.commitments[1:])))
    assert read_sheet(ours.encode()).rows[0].values["Commitment Title"] == title


def test_a_plan_of_ours_is_written_with_what_is_known_of_it() -> None:
    text = write_sheet(ALBANIA)
    assert tuple(next(csv.reader(io.StringIO(text)))) == COLUMNS
    first, *others = cells(text)
    assert len(others) == 8
    assert (first["Commitment Unique Identifier"], first["Country/Locality"]) == ("AL0065", "Albania")
    assert (first["Action Plan End Year"], first["Action Plan Duration (Years)"]) == ("2022", "2")
    assert first["Commitment Title"] == "Create and implement integrity plans across all ministries"
    assert first["Theme"] == "Fight against Corruption"
    assert (first["Start Date"], first["Supporting Institution(s)"]) == ("", "")
    named = [area for area in AREAS if first[area] == "1"]
    assert named == [
        "ANTI-CORRUPTION AND INTEGRITY", "Anti-corruption Institutions", "Anti-Corruption Strategies",
        "Capacity Building", "Public Participation",
    ]  # fmt: skip
    assert {first[area] for area in AREAS} == {"0", "1"}
    assert areas_without_column(ALBANIA) == []


def test_an_area_brings_its_parent_and_one_without_a_column_is_named() -> None:
    one = replace(ALBANIA.commitments[0], policy_areas=("tax", "Weather"))
    document = replace(ALBANIA, commitments=(one,))
    (row,) = cells(write_sheet(document))
    assert [area for area in AREAS if row[area] == "1"] == ["FISCAL OPENNESS", "Tax"]
    assert areas_without_column(document) == ["Weather"]


def test_our_plan_comes_back_from_its_sheet_with_the_same_sheet() -> None:
    text = write_sheet(ALBANIA)
    sheet = read_sheet(text.encode())
    document = plan_of(sheet)
    assert (document.key, document.country) == ("albania-2020-2022", "AL")
    assert read_plan(write_plan(document)) == document
    assert write_sheet(document) == text
    assert kept_cells(sheet, document) == {}


def test_a_sheet_of_others_comes_out_as_it_went_in() -> None:
    sheet = read_sheet(SHEET.encode())
    document = plan_of(sheet)
    out = cells(write_sheet(document, original_cells=kept_cells(sheet, document)))
    came = cells(SHEET)
    assert [{name: row[name] for name in came[0]} for row in out] == came
    assert out[0]["FISCAL OPENNESS"] == "0"


def test_a_cell_that_the_plan_says_otherwise_by_now_goes_out_as_the_plan_says() -> None:
    sheet = read_sheet(SHEET.encode())
    document = plan_of(sheet)
    first, second = document.commitments
    changed = replace(document, commitments=(replace(first, title={"en": "Plans"}), second))
    row, _other = cells(write_sheet(changed, original_cells=kept_cells(sheet, document)))
    assert (row["Commitment Title"], row["Action Plan Number"]) == ("Plans", "5")


def test_a_sheet_is_read_for_what_it_holds() -> None:
    nais = Institution(key="akshi", name={"sq": "AKSHI", "en": "NAIS"}, short={})
    document = plan_of(read_sheet(SHEET.encode()), title="Plan five", institutions={"akshi": nais})
    first, second = document.commitments
    assert (first.lead, first.supporting, second.lead) == ("ministry-of-justice", ("line-ministries", "akshi"), "akshi")
    assert (first.solution, first.from_date) == ({"en": "Every ministry, every year."}, date(2021, 1, 1))
    assert (first.policy_areas, second.problem, second.to_date) == (("Open Data",), UNKNOWN, UNKNOWN)
    assert [goal.title["en"] for goal in document.policy_goals] == ["Integrity", "Commitments"]
    assert nais in document.institutions


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Albania,5,1,",
            "Utopia,5,1,",
            "line 2, Country/Locality: “Utopia” is no country known here; give its ISO code",
        ),
        ("Albania,5,2,", "Kosovo,5,2,", "line 3, Country/Locality: another plan than on line 2; one plan at a time"),
        ("Albania,5,2,", "Albania,5,1,", "line 3, Commitment Number: “1” stands there already, on line 2"),
        ("A register", "", "line 3, Commitment Title: nothing is said here"),
        ("2021-01-01", "1 January", "line 2, Start Date: “1 January” is no day; write it as 2020-09-01"),
        ("2021-01-01", "2023-01-01", "line 2, End Date: the last day comes before the first"),
        ("2022,2,Integrity", "soon,2,Integrity", "line 2, Action Plan End Year: “soon” is no number of a year"),
        ("NAIS,0,1", "NAIS,yes,1", "line 2, Tax: “yes” is neither 0 nor 1"),
        ("Commitment Title", "Titre", "line 1, Commitment Title: the column is missing"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(old: str, new: str, said: str) -> None:
    assert old in SHEET
    assert said in refused(SHEET.replace(old, new, 1))


def test_a_sheet_without_years_needs_a_key() -> None:
    bare = "Country/Locality,Commitment Number,Commitment Title\nAL,1,One\n"
    with pytest.raises(ValueError, match="give the plan a key"):
        plan_of(read_sheet(bare.encode()))
    assert plan_of(read_sheet(bare.encode()), key="mine").key == "mine"


@pytest.mark.parametrize(("one", "other"), [("1.1", "1-1"), ("1\u0430", "1\u0431"), ("1a", "1A"), ("\u0430", "\u0431")])
def test_numbers_are_compared_as_they_are_written(one: str, other: str) -> None:
    sheet = SHEET.replace("5,1,AL0065", f"5,{one},AL0065", 1).replace("Albania,5,2,", f"Albania,5,{other},", 1)
    document = plan_of(read_sheet(sheet.encode()))
    assert [row.number for row in document.commitments] == [one, other]
    assert len({row.key for row in document.commitments}) == 2
    assert read_plan(write_plan(document)) == document
    assert plan_of(read_sheet(write_sheet(document).encode())).commitments == document.commitments
    doubled = SHEET.replace("Albania,5,2,", "Albania,5,1\u200b,", 1)
    assert "line 3, Commitment Number: “1” stands there already, on line 2" in refused(doubled)


def test_two_commitments_have_two_identifiers() -> None:
    sheet = "Commitment Unique Identifier," + SHEET.replace("Albania", "AL0001,Albania")
    said = "line 3, Commitment Unique Identifier: “AL0001” stands there already, on line 2"
    assert said in refused(sheet)


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31", "2021-W01-1", "20210101"])
def test_a_day_of_the_sheet_is_written_in_one_way_and_not_far_away(far: str) -> None:
    (said,) = refused(SHEET.replace("2021-01-01", far, 1))
    assert said.startswith(f"line 2, Start Date: “{far}” ")
    assert "the plan would begin in" in str(refused(SHEET.replace(",2022,2,", ",1905,99,")))


@pytest.mark.parametrize(
    "names",
    [
        ("Agency for Water; Sewage and Waste",), ("Agency for Water; Sewage", "NAIS"), ('"Alter" Center', "NAIS"),
        ('The "Alter"; Center', '"'), ("A", "B"), ('Half a "mark', "B; C"), ('"A"; "B"',),
    ],
)  # fmt: skip
def test_a_name_with_a_semicolon_comes_back_as_one(names: tuple[str, ...]) -> None:
    assert names_in(cell_of(names)) == names


def test_names_that_others_write_are_read_as_before() -> None:
    assert names_in("Line ministries;NAIS; ") == ("Line ministries", "NAIS")
    assert names_in('"Alter" Center; NAIS') == ('"Alter" Center', "NAIS")
    assert names_in('"Alter"; NAIS') == ('"Alter"', "NAIS")
    assert names_in('"open; NAIS') == ('"open', "NAIS")


def test_an_institution_with_a_semicolon_in_its_name_goes_out_and_comes_back() -> None:
    agency = Institution(key="water", name={"en": "Agency for Water; Sewage and Waste"}, short={})
    first = replace(ALBANIA.commitments[0], supporting=("water",))
    document = replace(ALBANIA, institutions=(*ALBANIA.institutions, agency), commitments=(first,))
    back = plan_of(read_sheet(write_sheet(document).encode()))
    names = {one.key: one.name["en"] for one in back.institutions}
    assert [names[key] for key in back.commitments[0].supporting] == ["Agency for Water; Sewage and Waste"]  # type: ignore[union-attr]


def test_an_institution_that_only_another_country_names_is_not_meant() -> None:
    document = plan_of(read_sheet(SHEET.encode()), other_keys=["ministry-of-justice"])
    key = document.commitments[0].lead
    assert isinstance(key, str)
    assert key.startswith("ministry-of-justice-")
