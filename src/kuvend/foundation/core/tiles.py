"""A map of squares, one for each place, laid out as the country lies: the geometry of an SVG that needs no style.

Each square is a link with its number; how dark it is tells in which class the number lies. The same numbers stand in a
table beside the map. The squares of a map are not mirrored where one reads from the right: west stays at the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SIDE, GAP = 100, 6  # of a square, in units of the drawing
CLASSES = 4
DARKEST = 0.42  # words on it keep their contrast, light or dark


@dataclass(frozen=True, kw_only=True)
class Square:
    """A place: where its square stands from the north-west corner, its few letters, its name, page and number."""

    column: int
    row: int
    label: str
    name: str
    url: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A square with its place in the drawing; `opacity` is how dark its number makes it, "0" for none."""

    square: Square
    x: int
    y: int
    opacity: str


@dataclass(frozen=True, kw_only=True)
class Shade:
    """A class of the map: from which number to which, and how dark it is."""

    least: int
    most: int
    opacity: str


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """The drawing: its size, its squares in the order of reading, its classes from the lightest on."""

    width: int
    height: int
    tiles: Sequence[Tile]
    shades: Sequence[Shade]


def tile_map(squares: Sequence[Square]) -> TileMap:
    """Return the map of squares; there is at least one."""
    shades = shades_of(max(square.count for square in squares))
    west, top = min(square.column for square in squares), min(square.row for square in squares)
    columns = 1 + max(square.column for square in squares) - west
    rows = 1 + max(square.row for square in squares) - top
    tiles = [
        Tile(
            square=square,
            x=(square.column - west) * (SIDE + GAP) + GAP,
            y=(square.row - top) * (SIDE + GAP) + GAP,
            opacity=opacity_of(square.count, shades),
        )
        for square in squares
    ]
    return TileMap(width=columns * (SIDE + GAP) + GAP, height=rows * (SIDE + GAP) + GAP, tiles=tiles, shades=shades)


def opacity_of(count: int, shades: Sequence[Shade]) -> str:
    """Return how dark a number makes its place; "0" for none."""
    return next((shade.opacity for shade in shades if shade.least <= count <= shade.most), "0")


def shades_of(most: int) -> list[Shade]:
    """Return at most CLASSES classes from 1 to `most`, each up to twice the one before, and darker; none for 0.

    Classes of equal width would leave all but the capital in the first.
    """
    bounds = sorted({-(-most // 2**halves) for halves in range(CLASSES)} - {0})
    return [
        Shade(least=below + 1, most=bound, opacity=f"{DARKEST * number / len(bounds):.2f}")
        for number, (below, bound) in enumerate(zip([0, *bounds], bounds, strict=False), start=1)
    ]
