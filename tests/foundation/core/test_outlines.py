"""The map of outlines: north at the top, west at the left, a number where there is room for it."""

from __future__ import annotations

import re

from kuvend.foundation.core.outlines import LONG_SIDE, outline_map
from kuvend.foundation.core.tiles import Square


def square(name: str, count: int = 0) -> Square:
    return Square(column=0, row=0, label=name, name=name, url="/", count=count)


def box(west: float, south: float, side: float = 1) -> list[list[list[list[float]]]]:
    corners = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    return [[corners]]


def test_north_is_at_the_top_and_west_at_the_left() -> None:
    drawn = outline_map([(square("south"), box(20, 40)), (square("north"), box(20, 42)), (square("east"), box(21, 42))])
    place = {outline.square.name: outline for outline in drawn.outlines}
    assert place["north"].y < place["south"].y
    assert (place["north"].x or 0) < (place["east"].x or 0)
    assert [outline.square.name for outline in drawn.outlines] == ["north", "east", "south"]


def test_the_longer_side_is_always_as_long() -> None:
    assert outline_map([(square("tall"), [*box(20, 40), *box(20, 43)])]).height == LONG_SIDE + 1
    assert outline_map([(square("wide"), [*box(20, 0), *box(25, 0)])]).width == LONG_SIDE + 1


def test_a_number_stands_only_where_there_is_room_for_it() -> None:
    drawn = outline_map([(square("large", 7), box(20, 40)), (square("small", 1), box(21.5, 40, 0.01))])
    room = {outline.square.name: outline.x is not None for outline in drawn.outlines}
    assert room == {"large": True, "small": False}


def test_a_path_is_closed_and_leads_through_the_points() -> None:
    (outline,) = outline_map([(square("only"), box(0, 0))]).outlines
    assert re.fullmatch(r"M\d+,\d+l(-?\d+,-?\d+ ){2}-?\d+,-?\d+z", outline.path)
