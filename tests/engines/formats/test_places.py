"""A list of places is read whole or refused, each fault by its line and column."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.formats.places import MOST_PLACES, PlaceRow, read_places
from kuvend.engines.formats.tables import TableProblem

HEADER = "code,kind,parent,name_sq,name_en,also,short,column,row\n"
COUNTY = "AL-01,county,,Berat,Berat,Berati,,,\n"
GOOD = HEADER + COUNTY + "AL311,municipality,AL-01,Berat,Berat,Berati; Goricë,Ber,3,8\n"


def read(text: str, form: str = "csv") -> tuple[PlaceRow, ...]:
    return read_places(text.encode(), form)


def faults(text: str, form: str = "csv") -> list[str]:
    with pytest.raises(TableProblem) as refused:
        read(text, form)
    return [str(problem) for problem in refused.value.problems]


def test_a_list_is_read() -> None:
    county, municipality = read(GOOD)
    assert county == PlaceRow(2, "AL-01", "county", "", {"sq": "Berat", "en": "Berat"}, ("Berati",), "", None)
    assert (municipality.parent, municipality.also, municipality.square) == ("AL-01", ("Berati", "Goricë"), (3, 8))


def test_json_says_the_same_as_csv() -> None:
    rows = [
        {"code": "AL-01", "kind": "county", "name_sq": "Berat"},
        {"code": "AL311", "kind": "municipality", "parent": "AL-01", "name_sq": "Berat", "column": 3, "row": 8},
    ]
    places = read(json.dumps(rows), "json")
    assert [(place.code, place.parent, place.square) for place in places] == [
        ("AL-01", "", None),
        ("AL311", "AL-01", (3, 8)),
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("x y,county,,A,,,,,", "line 2, code: not a code of 1 to 20 letters, digits and hyphens"),
        ("A,town,,A,,,,,", "line 2, kind: none of county, municipality"),
        ("A,county,,,,,,,", "line 2: no name: fill in a column such as name_en"),
        ("A,municipality,B,A,,,,,", "line 2, parent: no place 'B' in this list"),
        ("A,county,,A,,,,,\nB,county,A,B,,,,,", "line 3, parent: only a municipality lies in another place"),
        ("A,municipality,A,A,,,,,", "line 2, parent: only a municipality lies in another place"),
        ("A,county,,A,,,,,\na,county,,B,,,,,", "line 3, code: the same as on line 2"),
        ("A,county,,A,,,,,\nB,county,,a,,,,,", "line 3, name_sq: the same as on line 2"),
        ("A,county,,A,,,,3,", "line 2, row: no whole number from 0 to 59"),
        ("A,county,,A,,,,3,60", "line 2, row: no whole number from 0 to 59"),
        ("A,county,,A,,,,٣,1", "line 2, column: no whole number from 0 to 59"),
        ("A,county,,A,,,,1,1\nB,county,,B,,,,1,1", "line 3, column: the same as on line 2"),
        ("A,county,,A,,,seventy,,", "line 2, short: longer than 6 characters"),
        ("A,county,,A\u202eB,,,,,", "line 2, name_sq: holds a character that nobody sees"),
        ("A,county,,A,,", "line 2: 6 cells where the header has 9"),
        (f"A,county,,{'A' * 81},,,,,", "line 2, name_sq: longer than 80 characters"),
    ],
)
def test_a_fault_is_told_by_its_line_and_column(lines: str, fault: str) -> None:
    assert any(said.startswith(fault) for said in faults(HEADER + lines)), faults(HEADER + lines)


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(HEADER + "x y,town,,,,,,,\nB,county,,B,,,,9,")) == 4


def test_an_unknown_column_is_told_once() -> None:
    assert faults("code,kind,name_en,colour\nA,county,A,red\nB,county,B,red") == ["line 1, colour: no such column"]


@pytest.mark.parametrize("text", ["", HEADER, "\n"])
def test_a_list_of_nothing_is_refused(text: str) -> None:
    assert faults(text)


def test_a_list_is_bounded() -> None:
    rows = "".join(f"C{number},county,,Name {number},,,,,\n" for number in range(MOST_PLACES + 1))
    assert faults(HEADER + rows) == [f"line {MOST_PLACES + 2}: more than 1,000 places"]


@given(st.text(max_size=200))
def test_whatever_stands_in_a_file_it_is_read_or_refused_by_line(text: str) -> None:
    try:
        places = read(HEADER + text)
    except TableProblem as refused:
        assert all(problem.line >= 1 and problem.text for problem in refused.problems)
    else:
        assert len({place.code.casefold() for place in places}) == len(places)
