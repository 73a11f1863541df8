"""Outlines of places: a GeoJSON file (RFC 7946), read whole or refused, and drawn in no more points than a page bears.

Points are simplified by one grid for all: what two places share of a border falls on the same points of it, so no gap
opens between them. The grid is doubled until all outlines together have few enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

MOST_FEATURES, MOST_READ, MOST_DRAWN = 1000, 1_000_000, 6000  # places; points of a file; points that are kept
FINEST = 4096  # steps of the first grid along the longer side of the country
DECIMALS = 5  # of a degree: a metre

Ring = list[list[float]]
Shape = list[list[Ring]]
"""The coordinates of a MultiPolygon: polygons of rings of [longitude, latitude]."""

_Step = tuple[int, int]


class BoundaryProblem(ValueError):
    """A file of outlines is refused; `problems` are all that was found, each with the number of its feature."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


def read_boundaries(content: bytes, code_property: str) -> dict[str, Shape]:
    """Return the outline of each place by its code, which each feature has in its property `code_property`.

    Raises:
        BoundaryProblem: no FeatureCollection of polygons, a code missing or twice, a ring that is no ring, points
            outside of the world, or more of them than MOST_READ.
    """
    features = _features(content)
    shapes: dict[str, Shape] = {}
    problems: list[str] = []
    for number, feature in enumerate(features, start=1):
        try:
            code, shape = _feature(feature, code_property)
            if code in shapes:
                raise _Fault(f"the code {code!r} stands there twice")
            shapes[code] = shape
        except _Fault as fault:
            problems.append(f"feature {number}: {fault}")
    if not problems and sum(_points(shape) for shape in shapes.values()) > MOST_READ:
        problems.append(f"more than {MOST_READ:,} points")
    if problems:
        raise BoundaryProblem(problems)
    return shapes


class _Fault(ValueError):
    """What is wrong with one feature."""


def _features(content: bytes) -> list[Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BoundaryProblem([f"not readable as JSON: {error}"]) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise BoundaryProblem(["no FeatureCollection of GeoJSON"])
    if not features or len(features) > MOST_FEATURES:
        raise BoundaryProblem([f"{len(features)} features; 1 to {MOST_FEATURES} are read"])
    return features


def _feature(feature: Any, code_property: str) -> tuple[str, Shape]:
    properties, geometry = (_part(feature, name) for name in ("properties", "geometry"))
    code = properties.get(code_property)
    if not isinstance(code, str) or not code:
        there = ", ".join(map(str, properties)) or "none"
        raise _Fault(f"no text in the property {code_property!r}; there are {there}")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _Fault(f"{kind!r} is neither Polygon nor MultiPolygon")
    polygons = _list([coordinates] if kind == "Polygon" else coordinates)
    return code, [[_ring(ring) for ring in _list(polygon)] for polygon in polygons]


def _part(feature: Any, name: str) -> dict[str, Any]:
    part = feature.get(name) if isinstance(feature, dict) else None
    return part if isinstance(part, dict) else {}


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _Fault("coordinates that are no polygon")
    return value


def _ring(value: Any) -> Ring:
    points = [_point(point) for point in _list(value)]
    if len(points) < 4 or points[0] != points[-1]:
        raise _Fault("a ring that is not closed, or of fewer than four points")
    return points


def _point(value: Any) -> list[float]:
    if not (isinstance(value, list) and len(value) >= 2 and all(_is_number(part) for part in value[:2])):
        raise _Fault("a point that is not [longitude, latitude]")
    if abs(value[0]) > 180 or abs(value[1]) > 90:
        raise _Fault("a point outside of the world; are the coordinates degrees (EPSG:4326)?")
    return [float(value[0]), float(value[1])]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _points(shape: Shape) -> int:
    return sum(len(ring) for polygon in shape for ring in polygon)


def simplify(shapes: Mapping[str, Shape], *, most: int = MOST_DRAWN) -> dict[str, Shape]:
    """Return outlines of at most `most` points together, where a grid has so few; each place keeps an outline."""
    every = [point for shape in shapes.values() for point in _all_points(shape)]
    west, south = min(x for x, _y in every), min(y for _x, y in every)
    span = max(max(x for x, _y in every) - west, max(y for _x, y in every) - south) or 1.0
    steps, simple = FINEST, dict(shapes)
    while True:
        simple = {code: _snapped(shape, west, south, span / steps) for code, shape in simple.items()}
        if steps == 1 or sum(map(_points, simple.values())) <= most:
            return simple
        steps //= 2


def _all_points(shape: Shape) -> Iterator[list[float]]:
    return (point for polygon in shape for ring in polygon for point in ring)


def _snapped(shape: Shape, west: float, south: float, step: float) -> Shape:
    polygons = [[ring for ring in (_on_grid(ring, west, south, step) for ring in polygon) if ring] for polygon in shape]
    rounded = [
        [[[round(west + x * step, DECIMALS), round(south + y * step, DECIMALS)] for x, y in ring] for ring in polygon]
        for polygon in polygons
        if polygon
    ]
    return rounded or [[_square(shape, step)]]


def _on_grid(ring: Ring, west: float, south: float, step: float) -> list[_Step]:
    """Return a ring on the points of the grid, without those on a straight line; nothing where it has no area left."""
    points: list[_Step] = []
    for x, y in ring[:-1]:
        point = (round((x - west) / step), round((y - south) / step))
        while len(points) > 1 and _is_straight(points[-2], points[-1], point):
            points.pop()
        if not points or points[-1] != point:
            points.append(point)
    while len(points) > 2 and _is_straight(points[-2], points[-1], points[0]):
        points.pop()
    return [*points, points[0]] if len(points) > 2 else []


def _is_straight(first: _Step, second: _Step, third: _Step) -> bool:
    return (second[0] - first[0]) * (third[1] - second[1]) == (second[1] - first[1]) * (third[0] - second[0])


def _square(shape: Shape, step: float) -> Ring:
    """Return a square of one step where a place too small for the grid lies."""
    x, y = next(_all_points(shape))
    corners = [(x, y), (x + step, y), (x + step, y + step), (x, y + step), (x, y)]
    return [[round(east, DECIMALS), round(north, DECIMALS)] for east, north in corners]
