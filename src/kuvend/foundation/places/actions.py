"""What can be done with places: a list of them is loaded, or their outlines.

They are data of the instance, so nothing goes on record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from kuvend.engines.formats.boundaries import Shape, simplify
from kuvend.engines.formats.places import PlaceRow, read_places
from kuvend.foundation.core.text import Localized
from kuvend.foundation.places.enums import PlaceKind
from kuvend.foundation.places.models import Place
from kuvend.foundation.places.naming import name_places
from kuvend.foundation.places.queries import names_offered

LOCK = 5_028_843  # any number, the same for all processes
FOLDER = Path(__file__).with_name("data")
OF_THE_LIST = ("kind", "parent", "name", "also", "short", "column", "row", "offered")


@dataclass(frozen=True)
class Comparison:
    """What loading a list comes to: codes that are new, changed or the same, and those no longer offered."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    dropped: tuple[str, ...]
    named_count: int = 0  # what got the place that it names in words


def compare(rows: Sequence[PlaceRow]) -> Comparison:
    """Return what loading `rows` would come to; nothing is written."""
    place_by_code = {place.code: place for place in Place.objects.select_related("parent")}
    new = tuple(row.code for row in rows if row.code not in place_by_code)
    changed = tuple(row.code for row in rows if row.code in place_by_code and _differs(place_by_code[row.code], row))
    listed = {row.code for row in rows}
    unchanged = tuple(row.code for row in rows if row.code not in {*new, *changed})
    dropped = tuple(
        sorted(place.code for place in place_by_code.values() if place.offered and place.code not in listed)
    )
    return Comparison(new, changed, unchanged, dropped)


def _differs(place: Place, row: PlaceRow) -> bool:
    values = (place.kind, place.parent.code if place.parent else "", dict(place.name), tuple(place.also), place.short)
    square = None if place.column is None else (place.column, place.row)
    return not place.offered or (*values, square) != (
        row.kind, row.parent, dict(row.names), row.also, row.short, row.square
    )  # fmt: skip


@transaction.atomic
def load_places(rows: Sequence[PlaceRow]) -> Comparison:
    """Keep a list of places as the one that is offered; what names one of them in words gets it.

    A place that is no longer in the list stays, with what points to it, and is no longer offered.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])  # another process may be loading
    comparison = compare(rows)
    Place.objects.filter(offered=True).update(offered=False)
    _keep([row for row in rows if not row.parent], {})
    ids = dict(Place.objects.filter(code__in=[row.code for row in rows]).values_list("code", "pk"))
    _keep([row for row in rows if row.parent], ids)
    count = name_places(names_offered())
    return Comparison(comparison.new, comparison.changed, comparison.unchanged, comparison.dropped, count)


def _keep(rows: Sequence[PlaceRow], ids: dict[str, int]) -> None:
    places = [
        Place(
            code=row.code,
            kind=row.kind,
            parent_id=ids[row.parent] if row.parent else None,
            name=Localized(row.names),
            also=list(row.also),
            short=row.short,
            column=row.square[0] if row.square else None,
            row=row.square[1] if row.square else None,
        )
        for row in rows
    ]
    Place.objects.bulk_create(places, update_conflicts=True, unique_fields=["code"], update_fields=OF_THE_LIST)


def country_file(country: str) -> Path | None:
    """Return the list of a country that comes with Kuvend, by its code (ISO 3166-1); None where none does."""
    return next((path for path in FOLDER.glob("*.csv") if path.stem == country), None)


def load_country(country: str) -> bool:
    """Load the list that comes with Kuvend into an instance that has no places yet; tell whether it did."""
    file = country_file(country)
    if file is None or Place.objects.exists():
        return False
    load_places(read_places(file.read_bytes(), "csv"))
    return True


@dataclass(frozen=True)
class Outlines:
    """What loading outlines comes to: codes of places that get one, places without, codes that no place has."""

    placed: tuple[str, ...]
    without: tuple[str, ...]
    unknown: tuple[str, ...]


def compare_outlines(shapes: Mapping[str, Shape]) -> Outlines:
    """Return what loading the outlines `shapes` by code would come to; nothing is written."""
    codes = set(Place.objects.filter(offered=True, kind=PlaceKind.MUNICIPALITY).values_list("code", flat=True))
    return Outlines(
        tuple(sorted(codes & shapes.keys())), tuple(sorted(codes - shapes.keys())), tuple(sorted(shapes.keys() - codes))
    )


@transaction.atomic
def load_outlines(shapes: Mapping[str, Shape]) -> Outlines:
    """Keep the outlines of municipalities, simplified together; those of before go, unknown codes are left out."""
    outlines = compare_outlines(shapes)
    simple = simplify({code: shapes[code] for code in outlines.placed}) if outlines.placed else {}
    Place.objects.filter(boundary__isnull=False).update(boundary=None)
    places = list(Place.objects.filter(code__in=simple))
    for place in places:
        place.boundary = simple[place.code]
    Place.objects.bulk_update(places, ["boundary"])
    return outlines
