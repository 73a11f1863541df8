"""Loading a list of places: dry first, whole or not at all; what is no longer in it stays and is not offered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kuvend.engines.formats.places import read_places
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.places.actions import compare, load_country, load_places
from kuvend.foundation.places.models import Place
from kuvend.foundation.places.queries import by_county, offered_places, places_named
from kuvend.web.cli import parser

pytestmark = pytest.mark.django_db
HEADER = "code,kind,parent,name_sq,name_en,short,column,row\n"
COUNTY = "C-1,county,,Veri,North,,,\n"
FIRST = HEADER + COUNTY + "M-1,municipality,C-1,Lumas,Lumas,Lum,0,0\nM-2,municipality,C-1,Mal,Hill,Mal,1,0\n"
LATER = HEADER + COUNTY + "M-2,municipality,C-1,Mal,Hill,Mal,0,0\nM-3,municipality,C-1,Gur,Stone,Gur,1,0\n"


def rows(text: str) -> Any:
    return read_places(text.encode(), "csv")


def offered() -> set[str]:
    return {place.code for place in Place.objects.filter(offered=True)}


def run(*typed: str) -> int:
    args = parser().parse_args(["places", *typed])
    return int(args.run(args))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(FIRST, encoding="utf-8")
    return path


def test_a_list_is_kept_with_its_counties() -> None:
    assert load_places(rows(FIRST)).new == ("C-1", "M-1", "M-2")
    assert {place.code: place.parent.code for place in Place.objects.filter(parent__isnull=False)} == {
        "M-1": "C-1",
        "M-2": "C-1",
    }


def test_a_second_time_nothing_changes() -> None:
    load_places(rows(FIRST))
    before = list(Place.objects.order_by("pk").values())
    assert load_places(rows(FIRST)).unchanged == ("C-1", "M-1", "M-2")
    assert list(Place.objects.order_by("pk").values()) == before


def test_what_is_no_longer_in_the_list_stays_and_is_not_offered() -> None:
    load_places(rows(FIRST))
    first = Place.objects.get(code="M-1")
    outcome = load_places(rows(LATER))
    assert (outcome.new, outcome.changed, outcome.dropped) == (("M-3",), ("M-2",), ("M-1",))
    assert offered() == {"C-1", "M-2", "M-3"}
    assert Place.objects.get(code="M-1").pk == first.pk


def test_squares_may_change_hands_and_come_back() -> None:
    load_places(rows(FIRST))
    load_places(rows(LATER))
    assert load_places(rows(FIRST)).changed == ("M-1", "M-2")
    assert offered() == {"C-1", "M-1", "M-2"}


def test_comparing_writes_nothing() -> None:
    assert compare(rows(FIRST)).new == ("C-1", "M-1", "M-2")
    assert not Place.objects.exists()


def test_the_list_of_the_country_comes_into_an_empty_house_alone() -> None:
    assert load_country("AL")
    assert Place.objects.filter(offered=True).count() == 73
    assert not load_country("AL")
    assert not load_country("NO")


def test_an_own_list_is_not_replaced_by_that_of_the_country() -> None:
    load_places(rows(FIRST))
    assert not load_country("AL")
    assert offered() == {"C-1", "M-1", "M-2"}


def test_the_command_keeps_nothing_unless_asked(file: Path, capsys: Any) -> None:
    assert run("load", str(file)) == 0
    assert "3 places: 3 new, 0 changed, 0 as before" in capsys.readouterr().out
    assert not Place.objects.exists()
    assert run("load", str(file), "--apply") == 0
    assert offered() == {"C-1", "M-1", "M-2"}


def test_the_command_tells_faults_by_line_and_keeps_nothing(file: Path, capsys: Any) -> None:
    file.write_text(FIRST + "M-4,municipality,C-9,Fushë,Field,,,\n", encoding="utf-8")
    assert run("load", str(file), "--apply") == 1
    assert f"{file}: line 5, parent: no place 'C-9' in this list" in capsys.readouterr().out
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ([], "give a file, or --country with its code"),
        (["--country", "XX"], "no list of it comes with Kuvend; there is AL"),
        (["nowhere.csv"], "nowhere.csv: No such file or directory"),
        (["places.xlsx"], "the name ends in none of .csv"),
    ],
)
def test_what_the_command_cannot_do_it_says_in_a_line(asked: list[str], why: str) -> None:
    with pytest.raises(UsageProblem, match=re.escape(why)):
        run("load", *asked)


def test_the_list_is_shown_by_county(capsys: Any) -> None:
    assert run("list") == 0
    assert "There is no place yet" in capsys.readouterr().out
    load_places(rows(FIRST))
    assert run("list") == 0
    codes = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert codes == ["C-1", "M-2", "M-1"]  # Hill, Lumas


def test_counties_hold_their_municipalities() -> None:
    load_country("AL")
    counties = by_county(offered_places())
    assert [str(county.place) for county in counties][:3] == ["Berat", "Dibër", "Durrës"]
    assert sum(len(county.municipalities) for county in counties) == 61


@pytest.mark.parametrize(
    ("typed", "code"),
    [("tirana", "AL224"), ("tiran", "AL224"), ("cerrik", "AL212"), ("Cërrikut", "AL212"), ("peshkopi", "AL112"),
     ("fushe arrez", "AL151"), ("gjirokastra", "AL332"), ("vau dejes", "AL155")],
)  # fmt: skip
def test_a_place_is_found_by_what_people_type(typed: str, code: str) -> None:
    load_country("AL")
    assert code in {place.code for place in places_named(offered_places(), typed)}


def geojson(tmp_path: Path, *codes: str) -> Path:
    ring = [[20.0, 40.0], [20.5, 40.0], [20.5, 40.5], [20.0, 40.0]]
    features = [
        {"properties": {"LAU_ID": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for code in codes
    ]
    path = tmp_path / "outlines.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def with_outline() -> set[str]:
    return set(Place.objects.filter(boundary__isnull=False).values_list("code", flat=True))


def test_outlines_come_to_the_municipalities_of_their_codes_once_asked(tmp_path: Path, capsys: Any) -> None:
    load_places(rows(FIRST))
    asked = ["load", str(geojson(tmp_path, "M-1", "NO-1")), "--code-property", "LAU_ID"]
    assert run(*asked) == 0
    said = capsys.readouterr().out
    assert "2 outlines: 1 of municipalities, 1 of no place here" in said
    assert "without an outline: M-2" in said
    assert with_outline() == set()
    assert run(*asked, "--apply") == 0
    assert with_outline() == {"M-1"}


def test_later_outlines_replace_those_before_and_a_list_keeps_them(tmp_path: Path) -> None:
    load_places(rows(FIRST))
    run("load", str(geojson(tmp_path, "M-1")), "--code-property", "LAU_ID", "--apply")
    run("load", str(geojson(tmp_path, "M-2")), "--code-property", "LAU_ID", "--apply")
    assert with_outline() == {"M-2"}
    load_places(rows(LATER))
    assert with_outline() == {"M-2"}


def test_outlines_without_a_code_or_of_no_place_here_are_refused(tmp_path: Path, capsys: Any) -> None:
    load_places(rows(FIRST))
    assert run("load", str(geojson(tmp_path, "M-1")), "--apply") == 1
    assert "feature 1: no text in the property 'code'; there are LAU_ID" in capsys.readouterr().out
    with pytest.raises(UsageProblem, match="is the code of a municipality"):
        run("load", str(geojson(tmp_path, "NO-1")), "--code-property", "LAU_ID", "--apply")
    assert with_outline() == set()
