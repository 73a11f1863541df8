"""A map of outlines, one for each place: the geometry of an SVG that needs no style, as that of squares (`tiles`).

The projection is the plain one (equirectangular, by the middle latitude): a country keeps its shape, no more is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from kuvend.foundation.core.tiles import Shade, Square, opacity_of, shades_of

LONG_SIDE = 1000  # of the drawing, in its units
ROOM = 2000  # the least area of an outline, in square units, for its number to stand in it

Points = Sequence[Sequence[float]]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A place with its path, and where its number stands; `x` is None where there is no room for it."""

    square: Square
    path: str
    x: int | None
    y: int
    opacity: str


@dataclass(frozen=True, kw_only=True)
class OutlineMap:
    """The drawing: its size, its outlines from north to south, its classes from the lightest on."""

    width: int
    height: int
    outlines: Sequence[Outline]
    shades: Sequence[Shade]


def outline_map(places: Sequence[tuple[Square, Sequence[Sequence[Points]]]]) -> OutlineMap:
    """Return the map of places with the coordinates of their outlines (MultiPolygon); there is at least one."""
    every = [point for _square, shape in places for polygon in shape for ring in polygon for point in ring]
    west, east = min(point[0] for point in every), max(point[0] for point in every)
    south, north = min(point[1] for point in every), max(point[1] for point in every)
    narrow = cos(radians((south + north) / 2))
    scale = LONG_SIDE / (max((east - west) * narrow, north - south) or 1)

    def project(points: Points) -> list[tuple[int, int]]:
        return [(round((x - west) * narrow * scale), round((north - y) * scale)) for x, y, *_height in points]

    shades = shades_of(max(square.count for square, _shape in places))
    outlines = [
        _outline(square, [[project(ring) for ring in polygon] for polygon in shape], shades) for square, shape in places
    ]
    width, height = project([(east, south)])[0]
    return OutlineMap(
        width=width + 1,
        height=height + 1,
        outlines=sorted(outlines, key=lambda one: (one.y, one.x or 0)),
        shades=shades,
    )


def _outline(square: Square, polygons: list[list[list[tuple[int, int]]]], shades: Sequence[Shade]) -> Outline:
    rings = [ring for polygon in polygons for ring in polygon]
    largest = max((polygon[0] for polygon in polygons), key=_extent)
    area, x, y = _middle(largest)
    return Outline(
        square=square,
        path="".join(map(_path, rings)),
        x=round(x) if area >= ROOM else None,
        y=round(y),
        opacity=opacity_of(square.count, shades),
    )


def _extent(ring: list[tuple[int, int]]) -> int:
    across, down = [x for x, _y in ring], [y for _x, y in ring]
    return (max(across) - min(across)) * (max(down) - min(down))


def _middle(ring: list[tuple[int, int]]) -> tuple[float, float, float]:
    """Return the area of a ring and its centre of gravity; of one without area its first point."""
    pairs = list(pairwise(ring))
    crosses = [x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs]
    double = sum(crosses)
    if not double:
        return 0, *ring[0]
    x = sum((here[0] + there[0]) * cross for (here, there), cross in zip(pairs, crosses, strict=True))
    y = sum((here[1] + there[1]) * cross for (here, there), cross in zip(pairs, crosses, strict=True))
    return abs(double) / 2, x / (3 * double), y / (3 * double)


def _path(ring: list[tuple[int, int]]) -> str:
    """Return a closed path in steps from one point to the next, which are short."""
    first, *further = ring[:-1]
    steps, at = [], first
    for point in further:
        steps.append(f"{point[0] - at[0]},{point[1] - at[1]}")
        at = point
    return f"M{first[0]},{first[1]}l{' '.join(steps)}z"
