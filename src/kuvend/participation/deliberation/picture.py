"""The drawn map: one mark for each group, of its own shape and colour, as SVG paths that a template only places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

STEP, MARGIN = 20, 30  # units of the picture between two cells, and around them
LEAST, MOST = 3.0, 10.0  # radius of a mark for one person, and for very many
COLOURS = ("--link", "--wait", "--ok", "--stop", "--ink-soft")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class DrawnGroup:
    """A group in the picture: all of its marks in one path, and where its letter stands."""

    letter: str
    anchor: str
    colour: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Picture:
    """The whole picture; `own` is where the reader stands, None on the public page."""

    width: int
    height: int
    groups: Sequence[DrawnGroup]
    own: tuple[int, int] | None = None


def letter_of(group_id: int) -> str:
    """Return the name under which a group appears: its letter stays while the group goes on."""
    round_, place = divmod(group_id, len(LETTERS))
    return LETTERS[place] + (str(round_ + 1) if round_ else "")


def picture_of(shown: Mapping[str, Any], *, grid: tuple[int, int], own: tuple[int, int] | None = None) -> Picture:
    """Return the picture of a stored map (`opinion.Drawn.shown`).

    Args:
        grid: cells across and down.
        own: the reader's own cell.
    """
    across, down = grid
    most = max((people for *_cell, people in shown["cells"]), default=1)
    groups = [_drawn(group["id"], shown["cells"], down, most) for group in shown["groups"]]
    return Picture(
        (across - 1) * STEP + 2 * MARGIN,
        (down - 1) * STEP + 2 * MARGIN,
        [group for group in groups if group],
        _place(own[0], own[1], down) if own else None,
    )


def _drawn(group_id: int, cells: Sequence[Sequence[int]], down: int, most: int) -> DrawnGroup | None:
    mine = [(*_place(x, y, down), people) for x, y, group, people in cells if group == group_id]
    if not mine:
        return None
    people = sum(number for _x, _y, number in mine)
    marks = (_mark(group_id, x, y, LEAST + (MOST - LEAST) * sqrt(number / most)) for x, y, number in mine)
    letter = letter_of(group_id)
    return DrawnGroup(
        letter,
        f"group-{letter.lower()}",
        COLOURS[group_id % len(COLOURS)],
        "".join(marks),
        round(sum(x * number for x, _y, number in mine) / people),
        round(sum(y * number for _x, y, number in mine) / people),
    )


def _place(x: int, y: int, down: int) -> tuple[int, int]:
    """Return the middle of a cell in the picture, whose y grows downwards."""
    return MARGIN + x * STEP, MARGIN + (down - 1 - y) * STEP


def _mark(group_id: int, x: int, y: int, radius: float) -> str:
    """Return one mark: a disc, a square, a triangle, a diamond or a cross, by the group."""
    r, arm = round(radius, 1), round(radius / 3, 1)
    left, top = f"M{x - r:g} {y}", f"M{x} {y - r:g}"
    shapes = (
        f"{left}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z",
        f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z",
        f"{top}l{r:g} {2 * r:g}h{-2 * r:g}z",
        f"{top}l{r:g} {r:g}l{-r:g} {r:g}l{-r:g} {-r:g}z",
        f"{left}v{-arm:g}h{2 * r:g}v{2 * arm:g}h{-2 * r:g}z{top}h{arm:g}v{2 * r:g}h{-2 * arm:g}v{-2 * r:g}z",
    )
    return shapes[group_id % len(shapes)]
