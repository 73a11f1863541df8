"""The list of Albania that comes with Kuvend: every municipality once, in its county, on a square of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from kuvend.engines.formats.places import COUNTY, MUNICIPALITY, PlaceRow, read_places
from kuvend.foundation.places.actions import country_file

# The first four signs of a LAU code are the statistical region (NUTS 3) of INSTAT and Eurostat, without its zero.
COUNTY_OF_REGION = {
    "AL11": "AL-09", "AL12": "AL-02", "AL13": "AL-07", "AL14": "AL-08", "AL15": "AL-10", "AL21": "AL-03",
    "AL22": "AL-11", "AL31": "AL-01", "AL32": "AL-04", "AL33": "AL-05", "AL34": "AL-06", "AL35": "AL-12",
}  # fmt: skip
# Law 115/2014, article 8: how many municipalities each county has.
MUNICIPALITIES = {
    "Berat": 5, "Dibër": 4, "Durrës": 3, "Elbasan": 7, "Fier": 6, "Gjirokastër": 7, "Korçë": 6, "Kukës": 3,
    "Lezhë": 3, "Shkodër": 5, "Tiranë": 5, "Vlorë": 7,
}  # fmt: skip


@pytest.fixture(scope="module")
def places() -> tuple[PlaceRow, ...]:
    file = country_file("AL")
    assert file is not None
    return read_places(file.read_bytes(), "csv")


def of_kind(places: tuple[PlaceRow, ...], kind: str) -> list[PlaceRow]:
    return [place for place in places if place.kind == kind]


def test_there_are_twelve_counties_and_sixty_one_municipalities(places: tuple[PlaceRow, ...]) -> None:
    assert [place.code for place in of_kind(places, COUNTY)] == [f"AL-{number:02}" for number in range(1, 13)]
    assert len(of_kind(places, MUNICIPALITY)) == 61
    assert all({"sq", "en"} <= place.names.keys() for place in places)


def test_each_county_has_as_many_municipalities_as_the_law_says(places: tuple[PlaceRow, ...]) -> None:
    counties = {place.code: place.names["sq"] for place in of_kind(places, COUNTY)}
    assert Counter(counties[place.parent] for place in of_kind(places, MUNICIPALITY)) == MUNICIPALITIES


def test_each_municipality_lies_in_the_county_that_its_code_says(places: tuple[PlaceRow, ...]) -> None:
    assert {place.code: place.parent for place in of_kind(places, MUNICIPALITY)} == {
        place.code: COUNTY_OF_REGION[place.code[:4]] for place in of_kind(places, MUNICIPALITY)
    }


def test_each_municipality_has_a_square_of_its_own_with_letters_of_its_own(places: tuple[PlaceRow, ...]) -> None:
    municipalities = of_kind(places, MUNICIPALITY)
    assert len({place.square for place in municipalities} - {None}) == 61
    assert len({place.short for place in municipalities} - {""}) == 61
    assert all(place.square is None for place in of_kind(places, COUNTY))


def test_a_county_hangs_together(places: tuple[PlaceRow, ...]) -> None:
    for county in of_kind(places, COUNTY):
        squares = {place.square for place in places if place.parent == county.code}
        reached, waiting = set(), [next(iter(squares))]
        while waiting:
            column, row = waiting.pop()  # type: ignore[misc]
            reached.add((column, row))
            around = {(column + right, row + down) for right in (-2, -1, 0, 1, 2) for down in (-1, 0, 1)}
            waiting += (around & squares) - reached  # type: ignore[operator]
        assert reached == squares, county.names["sq"]


@pytest.mark.parametrize(
    ("north", "south"), [("Shkodër", "Lezhë"), ("Lezhë", "Tiranë"), ("Tiranë", "Fier"), ("Vlorë", "Sarandë")]
)
def test_north_is_at_the_top(places: tuple[PlaceRow, ...], north: str, south: str) -> None:
    rows = {place.names["sq"]: place.square[1] for place in places if place.square}
    assert rows[north] < rows[south]


@pytest.mark.parametrize(
    ("west", "east"), [("Durrës", "Tiranë"), ("Vlorë", "Korçë"), ("Shkodër", "Kukës"), ("Fier", "Berat")]
)
def test_the_coast_is_at_the_left(places: tuple[PlaceRow, ...], west: str, east: str) -> None:
    columns = {place.names["sq"]: place.square[0] for place in places if place.square}
    assert columns[west] < columns[east]
