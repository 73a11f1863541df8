"""Places by the names that people write: "tirane", "Bashkia Tiranë", "Peshkopi", and what rooms let follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import override

from kuvend.foundation.core.languages import site_languages
from kuvend.foundation.core.search import fold
from kuvend.foundation.places.enums import PlaceKind
from kuvend.foundation.places.models import Place


@dataclass(frozen=True)
class PlaceNames:
    """The places that are offered, by their folded names; a name of two places is none."""

    by_code: dict[str, Place]
    own: dict[str, Place]
    nicknames: dict[str, Place]

    def read(self, text: str) -> tuple[Place | None, str]:
        """Return the place that a text names, and what of the text says more than its name.

        "Tiranë" is Tirana and says no more; "Peshkopi" is Dibër, and "Zagori, Libohovë" Libohovë, each with what the
        name of the municipality does not say. (None, the text) where it names none.
        """
        if place := self.own.get(folded(text)):
            return place, ""
        if place := self.nicknames.get(folded(text)):
            return place, text
        before, comma, last = text.rpartition(",")
        place = self.own.get(folded(last)) if comma else None
        return (place, before.strip()) if place else (None, text)


def folded(text: str) -> str:
    """Return a name as it is compared: without marks, capitals, hyphens and doubled spaces."""
    return " ".join(fold(text).replace("-", " ").split())


def place_names(places: Iterable[Place]) -> PlaceNames:
    """Return the names of places; where a county and a municipality share one, it is the municipality's."""
    own: dict[str, list[Place]] = {}
    nicknames: dict[str, list[Place]] = {}
    rows = list(places)
    for place in rows:
        for name in _own_names(place):
            own.setdefault(name, []).append(place)
        for name in {folded(text) for text in place.also}:
            nicknames.setdefault(name, []).append(place)
    by_code = {place.code: place for place in rows}
    return PlaceNames(by_code, _unmistakable(own), _unmistakable(nicknames))


def _own_names(place: Place) -> set[str]:
    names = {folded(text) for text in place.name.values()}
    for code in site_languages():
        with override(code):
            names.add(folded(place.full_name))
    return names


def _unmistakable(places_by_name: dict[str, list[Place]]) -> dict[str, Place]:
    place_by_name = {}
    for name, places in places_by_name.items():
        nearest = [place for place in places if place.kind == PlaceKind.MUNICIPALITY] or places
        if len(nearest) == 1:
            place_by_name[name] = nearest[0]
    return place_by_name


Namer = Callable[[PlaceNames], int]
"""What a room does when places were loaded: gives a place to what names one in words; tells how many got one."""

_namers: list[Namer] = []


def set_namers(namers: Iterable[Namer]) -> None:
    """Keep what rooms do when places were loaded (called once by the wiring)."""
    _namers[:] = namers


def name_places(names: PlaceNames) -> int:
    """Let every room give places to what names one; return how many got one."""
    return sum(namer(names) for namer in _namers)
