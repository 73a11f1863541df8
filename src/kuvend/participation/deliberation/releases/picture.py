"""The drawn map: one mark for each group, of its own shape and colour, as SVG paths that a template only places.

All of it follows from what a release publishes (`places.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from kuvend.participation.deliberation.releases.places import Numbers, OwnPlace, centres_of

WIDTH, HEIGHT, MARGIN = 760, 520, 110  # units of the picture, and around the middles of marks
LEAST, MOST = 34.0, 90.0  # radius of a mark for very few people, and for the largest group
APART, BESIDE = 96.0, 44.0  # between two middles, and between a reader and a middle: letters cover neither
PULLED = 0.8  # how far towards the groups a reader is drawn who answers as one of them does
ROUNDS = 60
COLOURS = ("--link", "--wait", "--ok", "--stop", "--ink-soft")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class DrawnGroup:
    """A group in the picture: its mark as a path, and where its letter stands."""

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


def picture_of(result: Mapping[str, Any], *, own: OwnPlace | None = None) -> Picture:
    """Return the picture of what a release shows; `own`: where the reader stands."""
    middles = _middles(centres_of(result))
    most = max((group["size"] for group in result["groups"]), default=1) or 1
    groups = [
        _drawn_group(group["id"], round(x), round(y), LEAST + (MOST - LEAST) * sqrt(group["size"] / most))
        for group, (x, y) in zip(result["groups"], middles.tolist(), strict=True)
    ]
    return Picture(WIDTH, HEIGHT, groups, _own_middle(middles, own) if own else None)


def _middles(points: Numbers) -> Numbers:
    """Return where groups are drawn, (G, 2): as large as fits, and no two over each other; y grows downwards."""
    room = np.array([WIDTH, HEIGHT]) / 2 - MARGIN
    centred = points - (points.max(axis=0) + points.min(axis=0)) / 2 if len(points) else points
    reach = float((np.abs(centred) / room).max(initial=0.0))
    middles = (centred / reach if reach > 0 else centred) * [1.0, -1.0]
    for _round in range(ROUNDS):
        for later in range(len(middles)):
            for earlier in range(later):
                away = middles[later] - middles[earlier]
                short = APART - float(np.hypot(*away))
                if short > 0:
                    step = away / np.hypot(*away) if away.any() else np.array([1.0, 0.0])
                    middles[later] += step * short / 2
                    middles[earlier] -= step * short / 2
    return np.asarray(np.clip(middles, -room, room) + np.array([WIDTH, HEIGHT]) / 2)


def _own_middle(middles: Numbers, own: OwnPlace) -> tuple[int, int]:
    """Return where the reader is drawn: between the groups, the nearer to each the likelier they are one of it."""
    whole = middles.mean(axis=0)
    point = whole + PULLED * (own.nearness @ middles - whole)
    for middle in middles:
        away = point - middle
        far = float(np.hypot(*away))
        if far < BESIDE:
            point = middle + (away / far if far > 0 else np.array([0.0, 1.0])) * BESIDE
    return round(float(point[0])), round(float(point[1]))


def _drawn_group(group_id: int, x: int, y: int, radius: float) -> DrawnGroup:
    letter = letter_of(group_id)
    colour = COLOURS[group_id % len(COLOURS)]
    return DrawnGroup(letter, f"group-{letter.lower()}", colour, _mark(group_id, x, y, radius), x, y)


def _mark(group_id: int, x: int, y: int, radius: float) -> str:
    """Return one mark: a disc, a square, a triangle, a diamond or a cross, by the group."""
    r, arm = round(radius, 1), round(radius / 3, 1)
    west, top = f"M{x - r:g} {y}", f"M{x} {y - r:g}"
    shapes = (
        f"{west}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z",
        f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z",
        f"{top}l{r:g} {2 * r:g}h{-2 * r:g}z",
        f"{top}l{r:g} {r:g}l{-r:g} {r:g}l{-r:g} {-r:g}z",
        f"{west}v{-arm:g}h{2 * r:g}v{2 * arm:g}h{-2 * r:g}z{top}h{arm:g}v{2 * r:g}h{-2 * arm:g}v{-2 * r:g}z",
    )
    return shapes[group_id % len(shapes)]
