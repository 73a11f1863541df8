"""The pages of places: the map has the numbers of its table, each opens its records; only what is public counts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.places.actions import load_country, load_outlines
from kuvend.foundation.places.models import Place
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from tests.support.house import House, both

TILE = re.compile(r'<a href="/en/places/(\w+)/" aria-label="[^":]*? (\d+): ([^"]+)"><title>')
NUMBER = r'<td class="num">(\d+)</td>'
ROW = re.compile(rf'<a href="/en/places/([\w-]+)/">[^<]+</a>(?:</strong>)?</th>{NUMBER}{NUMBER}')


def words(address: str) -> str:
    page = Client().get(address)
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def placed(house: House) -> House:
    """Three ideas about Fier, one answered; one about Lushnje; one hidden, one withdrawn, one about nowhere."""
    load_country("AL")
    first = house.idea(title="Lamps in Fier", municipality="AL322", place="")
    house.idea(title="Buses in Fier", place="Fier")
    house.idea(title="A bridge", place="Levan, Fier")
    house.idea(title="A pump", municipality="AL323", place="")
    hidden = house.idea(title="Hidden secret", municipality="AL322", place="")
    Contribution.objects.filter(pk=hidden.pk).update(state=State.HIDDEN)
    withdrawn = house.idea(title="Withdrawn secret", municipality="AL224", place="")
    Contribution.objects.filter(pk=withdrawn.pk).update(state=State.WITHDRAWN)
    house.idea(title="Abroad", place="Toronto")
    record.advance(at=house.at)
    response = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[first.pk])
    reason = both("It was decided on Monday and the lamps come in March.")
    keep_draft(actor=HOUSE, response=response, verdict="already_done", reason=reason, nowhere=both(""), landings=[])
    publish_response(actor=HOUSE, response=response, at=house.at + timedelta(days=1))
    record.advance(at=house.at + timedelta(days=1))
    return house


@pytest.mark.parametrize(("show", "column"), [("said", 1), ("answered", 2)])
def test_the_map_has_a_square_for_each_municipality_with_the_number_of_the_table(
    placed: House, show: str, column: int
) -> None:
    page = words(f"/en/places/?show={show}")
    tiles = {code: int(count) for code, count, _name in TILE.findall(page)}
    rows = {row[0]: int(row[column]) for row in ROW.findall(page)}
    assert len(tiles) == 61
    assert len(rows) == 73
    assert tiles == {code: count for code, count in rows.items() if not code.startswith("AL-")}
    expected = {"said": {"AL322": 3, "AL323": 1}, "answered": {"AL322": 1}}
    assert {code: count for code, count in tiles.items() if count} == expected[show]


def test_a_county_counts_what_was_said_in_its_municipalities(placed: House) -> None:
    rows = {code: (said, met) for code, said, met in ROW.findall(words("/en/places/"))}
    assert rows["AL-04"] == ("4", "1")


@pytest.mark.parametrize(("code", "said", "answered"), [("AL322", 3, 1), ("AL-04", 4, 1), ("AL224", 0, 0)])
def test_the_numbers_of_a_place_open_exactly_their_records(placed: House, code: str, said: int, answered: int) -> None:
    page = words(f"/en/places/{code}/")
    assert f'?place={code}">{said}<' in page
    assert f'?place={code}&amp;show=answered">{answered}<' in page
    assert words(f"/en/contributions/?place={code}").count("<li><h2>") == said
    assert words(f"/en/contributions/?place={code}&show=answered").count("<li><h2>") == answered
    assert page.count("<li><h3>") == said


@pytest.mark.parametrize("address", ["/en/places/", "/en/places/AL322/", "/en/places/AL224/", "/en/places/AL-04/"])
def test_nothing_unpublished_is_told(placed: House, address: str) -> None:
    assert "secret" not in words(address)


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("lushnja", "Municipality of Lushnje"),
        ("LUSHNJE", "Municipality of Lushnje"),
        ("cerrik", "Municipality of Cërrik"),
        ("peshkopi", "Municipality of Dibër"),
        ("tiran", "Tirana County"),
    ],
)
def test_a_place_is_found_by_its_name(placed: House, typed: str, there: str) -> None:
    before_the_map = words(f"/en/places/?q={typed}").partition("<svg viewBox")[0]
    assert re.search(rf'<li><a href="/en/places/[\w-]+/">{there}</a></li>', before_the_map)


def test_a_name_that_no_place_has_is_said(placed: House) -> None:
    assert "No place has this name" in words("/en/places/?q=atlantis")
    assert "&lt;b&gt;" in words("/en/places/?q=<b>")


def test_a_site_without_places_says_so(house: House) -> None:
    page = words("/en/places/")
    assert "This site has no list of places." in page
    assert "<figure" not in page


def test_a_place_that_is_no_longer_offered_keeps_its_page(placed: House) -> None:
    Place.objects.filter(code="AL322").update(offered=False)
    page = words("/en/places/AL322/")
    assert "no longer in the country" in page
    assert page.count("<li><h3>") == 3
    assert "AL322" not in words("/en/places/")


def test_an_unknown_code_is_not_found(placed: House) -> None:
    assert Client().get("/en/places/AL999/").status_code == 404


def test_the_statements_do_not_grow_with_what_was_said(placed: House) -> None:
    def statements(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            words(address)
        return len(queries)

    before = [statements("/en/places/"), statements("/en/places/AL322/")]
    for number in range(20):
        placed.idea(title=f"Fier {number}", municipality="AL322", place="")
    assert [statements("/en/places/"), statements("/en/places/AL322/")] == before


def test_the_page_is_light(placed: House) -> None:
    import gzip

    assert len(gzip.compress(words("/sq/places/").encode())) < 20_000


def test_with_outlines_of_all_municipalities_they_are_drawn_with_the_same_numbers(placed: House) -> None:
    municipalities = Place.objects.filter(kind="municipality").order_by("pk")
    shapes = {}
    for number, place in enumerate(municipalities):
        west, south = 19 + number % 8 / 4, 39 + number // 8 / 4
        corners = [[west, south], [west + 0.25, south], [west + 0.25, south + 0.25], [west, south + 0.25]]
        shapes[place.code] = [[[*corners, corners[0]]]]
    load_outlines(shapes)
    page = words("/en/places/")
    drawn = re.findall(r'<a href="/en/places/(\w+)/" aria-label="(\d+): [^"]+"><title>[^<]+</title><path ', page)
    assert {code: int(count) for code, count in drawn} == {
        code: int(said) for code, said, _met in ROW.findall(page) if not code.startswith("AL-")
    }
    assert "Each square" not in page
    Place.objects.filter(code="AL322").update(boundary=None)
    assert "Each square" in words("/en/places/")
