"""The map of squares: each where it lies, in the class of its number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.foundation.core.tiles import CLASSES, DARKEST, GAP, SIDE, Square, shades_of, tile_map
from tests.support import contrasts, stylesheet


def square(column: int, row: int, count: int = 0) -> Square:
    return Square(column=column, row=row, label="Tir", name="Tirana", url="/", count=count)


@given(st.integers(0, 100_000))
def test_each_number_lies_in_one_class_and_the_classes_grow_darker(most: int) -> None:
    shades = shades_of(most)
    assert len(shades) <= CLASSES
    assert [shade.least for shade in shades] == [1, *(shade.most + 1 for shade in shades[:-1])][: len(shades)]
    assert (shades[-1].most if shades else 0) == most
    assert sorted({float(shade.opacity) for shade in shades}) == [float(shade.opacity) for shade in shades]


def test_few_numbers_have_a_class_each() -> None:
    assert [(shade.least, shade.most) for shade in shades_of(3)] == [(1, 1), (2, 2), (3, 3)]


@given(st.sets(st.tuples(st.integers(0, 59), st.integers(0, 59)), min_size=1, max_size=80))
def test_squares_stand_apart_and_within_the_drawing(places: set[tuple[int, int]]) -> None:
    drawn = tile_map([square(column, row) for column, row in places])
    corners = {(tile.x, tile.y) for tile in drawn.tiles}
    assert len(corners) == len(places)
    assert all(x % (SIDE + GAP) == GAP == y % (SIDE + GAP) for x, y in corners)
    assert min(x for x, _y in corners) == min(y for _x, y in corners) == GAP
    assert max(x for x, _y in corners) + SIDE + GAP == drawn.width
    assert max(y for _x, y in corners) + SIDE + GAP == drawn.height


def test_what_nobody_named_is_not_shaded() -> None:
    empty, full = tile_map([square(0, 0), square(1, 0, 7)]).tiles
    assert empty.opacity == "0"
    assert float(full.opacity) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_the_darkest_square(scheme: str) -> None:
    colours = stylesheet.colours(scheme)
    darkest = stylesheet.blend(colours["link"], colours["paper"], DARKEST)
    assert stylesheet.contrast(colours["ink"], darkest) >= contrasts.LEAST_TEXT
