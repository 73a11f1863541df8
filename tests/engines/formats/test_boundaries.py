"""Outlines are read whole or refused, and simplified without a gap between neighbours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.formats.boundaries import BoundaryProblem, Shape, read_boundaries, simplify

SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]


def feature(code: Any = "A", ring: Any = SQUARE, kind: str = "Polygon") -> dict[str, Any]:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    return {"properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def file(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_polygons_and_multipolygons_are_read_alike() -> None:
    shapes = read_boundaries(file(feature("A"), feature("B", kind="MultiPolygon")), "code")
    assert shapes == {"A": [[SQUARE]], "B": [[SQUARE]]}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{", "not readable as JSON"),
        (b"[" * 100_000, "not readable as JSON"),
        (b"[]", "no FeatureCollection"),
        (file(), "0 features"),
        (file(feature(7)), "feature 1: no text in the property 'code'; there are code"),
        (file(None), "feature 1: no text in the property 'code'; there are none"),
        (file(feature(), feature()), "feature 2: the code 'A' stands there twice"),
        (file(feature(kind="Point")), "feature 1: 'Point' is neither Polygon nor MultiPolygon"),
        (file(feature(ring=SQUARE[:-1])), "feature 1: a ring that is not closed"),
        (file(feature(ring=[[0, 0], [1, 1], [0, 0]])), "of fewer than four points"),
        (file(feature(ring=[["a", 0]] * 4)), "feature 1: a point that is not [longitude, latitude]"),
        (file(feature(ring=[[4_600_000, 0]] * 4)), "feature 1: a point outside of the world"),
        (file(feature(ring=[[float("nan"), 0]] * 4)), "feature 1: a point that is not"),
        (file(feature(ring=[])), "feature 1: coordinates that are no polygon"),
    ],
)
def test_a_fault_is_told_with_its_feature(content: bytes, fault: str) -> None:
    with pytest.raises(BoundaryProblem, match=r".*") as refused:
        read_boundaries(content, "code")
    assert fault in str(refused.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BoundaryProblem) as refused:
        read_boundaries(file(feature(7), feature("A"), feature("B", kind="Point")), "code")
    assert len(refused.value.problems) == 2


def jagged(points: int) -> tuple[Shape, Shape]:
    """Two neighbours that share a border of many points, drawn in opposite directions."""
    border = [[1.0 + 0.01 * (number % 7), number / points] for number in range(points + 1)]
    west = [[0.0, 0.0], *border, [0.0, 1.0], [0.0, 0.0]]
    east = [[2.0, 1.0], *reversed(border), [2.0, 0.0], [2.0, 1.0]]
    return [[west]], [[east]]


def drawn(shape: Shape) -> set[tuple[float, float]]:
    return {(x, y) for polygon in shape for ring in polygon for x, y in ring}


@pytest.mark.parametrize("points", [10, 300, 3000])
def test_neighbours_keep_their_border_and_few_points(points: int) -> None:
    west, east = jagged(points)
    simple = simplify({"W": west, "E": east}, most=200)
    assert sum(len(ring) for shape in simple.values() for polygon in shape for ring in polygon) <= 200
    inner = {name: {(x, y) for x, y in drawn(simple[name]) if 0.5 < x < 1.5 and 0.01 < y < 0.99} for name in ("W", "E")}
    assert inner["W"] == inner["E"]


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=40))
def test_each_place_keeps_a_closed_outline(points: list[tuple[float, float]]) -> None:
    ring = [[x, y] for x, y in [*points, points[0]]]
    simple = simplify({"A": [[ring]], "B": [[SQUARE]]}, most=30)
    assert simple.keys() == {"A", "B"}
    for shape in simple.values():
        assert shape
        assert all(len(ring) >= 4 and ring[0] == ring[-1] for polygon in shape for ring in polygon)
