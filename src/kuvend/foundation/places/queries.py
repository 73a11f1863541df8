"""Reading places: those that are offered, by county, by code, by what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from kuvend.foundation.core.search import beginnings, fold
from kuvend.foundation.places.enums import PlaceKind
from kuvend.foundation.places.models import Place
from kuvend.foundation.places.naming import PlaceNames, place_names


@dataclass(frozen=True)
class County:
    """Municipalities below their county; `place` is None for those that lie in none."""

    place: Place | None
    municipalities: tuple[Place, ...]


def offered_places() -> list[Place]:
    """Return the places that can be chosen, by their names in the reader's language; one query."""
    return _by_name(Place.objects.filter(offered=True).defer("boundary"))


def names_offered() -> PlaceNames:
    """Return the places that can be chosen by the names that people write; one query."""
    return place_names(offered_places())


def municipality_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the municipalities for a form, below their counties: (county, [(code, name)]); one query."""
    counties = by_county(offered_places())
    return [
        (county.place.full_name if county.place else "–", [(place.code, str(place)) for place in county.municipalities])
        for county in counties
        if county.municipalities
    ]


def place_of(code: str) -> Place | None:
    """Return a place by its code, offered or not; None for none."""
    return Place.objects.select_related("parent").defer("boundary", "parent__boundary").filter(code=code).first()


def by_county(places: Iterable[Place]) -> list[County]:
    """Return places as counties with their municipalities, in the order in which they come; no query."""
    rows = list(places)
    below: dict[int | None, list[Place]] = {}
    for place in rows:
        if place.kind == PlaceKind.MUNICIPALITY:
            below.setdefault(place.parent_id, []).append(place)
    counties = [County(place, tuple(below.pop(place.pk, ()))) for place in rows if place.kind == PlaceKind.COUNTY]
    outside = [place for left in below.values() for place in left]
    return [*counties, County(None, tuple(outside))] if outside else counties


def places_named(places: Iterable[Place], words: str) -> list[Place]:
    """Return the places of which some name has a word that begins as each typed word, marks and endings aside."""
    typed = beginnings(words)
    return [place for place in places if typed and all(_begins(place, word) for word in typed)]


def _begins(place: Place, word: str) -> bool:
    names = [*place.name.values(), *place.also]
    return any(part.startswith(word) for name in names for part in fold(name).replace("-", " ").split())


def _by_name(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: fold(str(place.name)))


def in_place(code: str) -> Q:
    """Return the condition that what has a `place` has this one, or one that lies in it."""
    return Q(place__in=Place.objects.filter(Q(code=code) | Q(parent__code=code)))
