"""What the pages of places show: how much was said about each and answered, the latest of it, the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.models import STANDALONE, Contribution
from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.core.literals import Literal
from kuvend.foundation.core.outlines import OutlineMap, outline_map
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.tiles import Square, TileMap, tile_map
from kuvend.foundation.core.wording import Named, excerpt, page_url
from kuvend.foundation.places.enums import PlaceKind
from kuvend.foundation.places.models import Place
from kuvend.foundation.places.queries import by_county, in_place, offered_places, place_of, places_named
from kuvend.foundation.responses.enums import DutyState

LONGEST, LATEST, EXCERPT = 100, 10, 110
SAID, ANSWERED = "said", "answered"
SHOWN: dict[str, str | Promise] = {SAID: _("Contributions"), ANSWERED: _("Answered")}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with how much was said about it, and how much of that was answered."""

    code: str
    name: str
    url: str
    said_count: int
    answered: int


@dataclass(frozen=True)
class CountyRows:
    """The municipalities of a county below what was said about all of it; no county for those that lie in none."""

    county: PlaceRow | None
    rows: Sequence[PlaceRow]


@dataclass(frozen=True)
class PlacesPage:
    """The list of places: those that `words` find, all by county, and the map of a `measure`.

    The map is that of outlines where every municipality has one, else that of squares.
    """

    words: str
    matches: Sequence[Named]
    counties: Sequence[CountyRows]
    tiles: TileMap | None
    outlines: OutlineMap | None
    measure: str
    choices: Sequence[tuple[str, str | Promise]]


Counts = Mapping[int, tuple[int, int]]


def _counts() -> Counts:
    """Return how many published contributions each place has, and how many of them were answered; one query."""
    rows = Contribution.objects.filter(STANDALONE, place__isnull=False).order_by().values("place")
    answered = Count("pk", filter=Q(duty__state=Literal(DutyState.MET)))
    counted = rows.annotate(said_count=Count("pk"), met_count=answered)
    return {
        place: (said_count, met) for place, said_count, met in counted.values_list("place", "said_count", "met_count")
    }


def places_page(*, words: str, measure: str) -> PlacesPage:
    """Return the list of places; `words` are looked for in their names, `measure` is a key of SHOWN, else the first."""
    places, counts = offered_places(), _counts()
    words, measure = words[:LONGEST].strip(), measure if measure in SHOWN else SAID
    rows = {place.pk: _row(place, counts) for place in places}
    counties = [
        CountyRows(
            _sum(county.place, [rows[place.pk] for place in county.municipalities], counts) if county.place else None,
            [rows[place.pk] for place in county.municipalities],
        )
        for county in by_county(places)
    ]
    squares = _squares(places, rows, measure)
    outlines = _outlines(squares)
    return PlacesPage(
        words=words,
        matches=[Named(place.full_name, page_url("place", place.code)) for place in places_named(places, words)],
        counties=counties,
        tiles=tile_map(on_grid) if (on_grid := [*squares.values()]) and not outlines else None,
        outlines=outlines,
        measure=measure,
        choices=list(SHOWN.items()),
    )


def _row(place: Place, counts: Counts) -> PlaceRow:
    said_count, answered = counts.get(place.pk, (0, 0))
    return PlaceRow(place.code, str(place.name), page_url("place", place.code), said_count, answered)


def _sum(county: Place, rows: Sequence[PlaceRow], counts: Counts) -> PlaceRow:
    said_count, answered = counts.get(county.pk, (0, 0))
    return PlaceRow(
        county.code,
        county.full_name,
        page_url("place", county.code),
        said_count + sum(row.said_count for row in rows),
        answered + sum(row.answered for row in rows),
    )


def _squares(places: Sequence[Place], rows: Mapping[int, PlaceRow], measure: str) -> dict[int, Square]:
    """Return the squares of the map by place, row by row as one reads."""
    return {
        place.pk: Square(
            column=place.column,
            row=place.row,
            label=place.short or str(place.name)[:4],
            name=str(place.name),
            url=rows[place.pk].url,
            count=rows[place.pk].answered if measure == ANSWERED else rows[place.pk].said_count,
        )
        for place in sorted(places, key=lambda place: (place.row or 0, place.column or 0))
        if place.column is not None and place.row is not None
    }


def _outlines(squares: Mapping[int, Square]) -> OutlineMap | None:
    shapes: dict[int, Any] = dict(
        Place.objects.filter(offered=True, boundary__isnull=False).values_list("pk", "boundary")
    )
    if not squares or squares.keys() - shapes.keys():
        return None
    return outline_map([(square, shapes[place]) for place, square in squares.items()])


@dataclass(frozen=True, slots=True)
class LatestWords:
    """A contribution in the list of a place."""

    url: str
    words: str
    language: str
    day: str
    activity: Localized


@dataclass(frozen=True)
class PlacePage:
    """What was said about a place; of a county also its municipalities, of a municipality its county."""

    place: Place
    county: Named | None
    municipalities: Sequence[Named]
    said_count: int
    answered: int
    latest: Sequence[LatestWords]


def place_page(code: str) -> PlacePage | None:
    """Return the page of a place, offered or not; None for a code that no place has."""
    place = place_of(code)
    if place is None:
        return None
    is_county = place.kind == PlaceKind.COUNTY
    below = Place.objects.filter(parent=place, offered=True) if is_county else Place.objects.none()
    here = Contribution.objects.filter(STANDALONE & in_place(code))
    counted = here.aggregate(said_count=Count("pk"), met=Count("pk", filter=Q(duty__state=Literal(DutyState.MET))))
    return PlacePage(
        place=place,
        county=_link(place.parent) if place.parent else None,
        municipalities=sorted((_link(row) for row in below), key=lambda row: row.title),
        said_count=counted["said_count"],
        answered=counted["met"],
        latest=_latest(here),
    )


def _link(place: Place) -> Named:
    return Named(place.full_name, page_url("place", place.code))


def _latest(here: QuerySet[Contribution]) -> list[LatestWords]:
    write = Writer()
    rows = here.select_related("activity").defer("folded", "search", "body_html").order_by("-posted_at", "-id")
    return [
        LatestWords(
            write.url(row.public_id),
            row.title or excerpt(row.body, EXCERPT),
            row.language,
            write.day(row.posted_at),
            row.activity.title,
        )
        for row in rows[:LATEST]
    ]
