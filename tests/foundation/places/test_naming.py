"""A place is known by the names that people write for it, and the rest of what they wrote stays."""

from __future__ import annotations

import pytest

from kuvend.foundation.places.actions import load_country
from kuvend.foundation.places.naming import PlaceNames, place_names
from kuvend.foundation.places.queries import offered_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def names() -> PlaceNames:
    load_country("AL")
    return place_names(offered_places())


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("Tiranë", "AL224", ""),
        ("TIRANE", "AL224", ""),
        ("Tirana", "AL224", ""),
        ("Bashkia Tiranë", "AL224", ""),
        ("Municipality of Tirana", "AL224", ""),
        ("Qarku Tiranë", "AL-11", ""),
        ("Fushë Arrëz", "AL151", ""),
        ("Peshkopi", "AL112", "Peshkopi"),
        ("Zagori, Libohovë", "AL334", "Zagori"),
        ("Toronto", None, "Toronto"),
        ("rruga e Elbasanit", None, "rruga e Elbasanit"),
        ("", None, ""),
    ],
)
def test_a_text_names_its_place_and_keeps_what_it_says_besides(
    names: PlaceNames, text: str, code: str | None, rest: str
) -> None:
    place, more = names.read(text)
    assert (place.code if place else None, more) == (code, rest)


def test_each_of_the_countrys_names_is_of_one_place_alone(names: PlaceNames) -> None:
    places = offered_places()
    municipalities = [place for place in places if place.kind == "municipality"]
    assert all(names.read(name)[0] == place for place in municipalities for name in place.name.values())
    assert all(names.read(name)[0] == place for place in municipalities for name in place.also)
