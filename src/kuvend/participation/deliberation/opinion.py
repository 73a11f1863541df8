"""The one module that knows the engine: from the votes of a deliberation to what is kept and shown of its map.

Statements are named by their public ids in what is shown, so that it can be published as it is. Mathematics and
sources: docs/explanation/opinion-map.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuvend.engines.opinion import InputProblem, Moderation, OpinionMap, Settings, Votes, draw_closing_map, draw_map
from kuvend.engines.opinion.result import Group
from kuvend.participation.deliberation.lineage import carried_on, lineage_of
from kuvend.participation.deliberation.remembering import MemberRows
from kuvend.participation.deliberation.rounding import STEP, all_down, down

LEAST_PEOPLE = 15  # fewer are not grouped at all (the published mathematics groups at least so many)
DIVIDING = 5
GRID = (36, 24)  # cells of the drawn map, across and down
BLOCKS = (1, 2, 3, 4, 6, 12)  # cells along each side of what one mark of the drawn map may stand for
SEEN = 0.8  # share of people whom the finest marks that are taken show
EDGE = 0.01  # share of people beyond each edge of the drawn map, who are drawn on it
DECIMALS = 2
EXTREMITY_STEP = 0.25


@dataclass(frozen=True)
class Drawn:
    """A map as it is kept. `shown` holds what pages say; `extremity`: see `_extremity`, by row id of the statement."""

    mode: str
    k: int
    quality: float
    shown: dict[str, Any]
    extremity: dict[int, float]
    axes: dict[str, Any]
    members: bytes
    lineage: dict[str, Any] = field(default_factory=dict)


def enough_people(votes: Votes) -> bool:
    """Tell whether so many people voted that they are grouped."""
    return len(np.unique(votes.participants)) >= LEAST_PEOPLE


def draw(
    votes: Votes,
    moderation: Moderation,
    *,
    previous: OpinionMap | None = None,
    groups: int | None = None,
    given: dict[int, int] | None = None,
) -> OpinionMap | None:
    """Return the map of `votes`, or None while too few people or statements make one.

    Args:
        previous: the map before, from which it goes on: from one group to another at least STEP people move, or nobody.
            None for the first one.
        groups: their number where whoever asks has set it.
        given: who is in which group, where that is fixed.
    """
    if not enough_people(votes):
        return None
    settings = Settings(groups=groups, given=given, least_movers=STEP)
    try:
        return draw_map(votes, moderation=moderation, settings=settings, previous=previous)
    except InputProblem:
        return None


def draw_last(
    votes: Votes, moderation: Moderation, *, before: Mapping[int, int], groups: int | None = None
) -> tuple[OpinionMap | None, bool]:
    """Return the map of a closing, None while too few make one, and whether its groups have the names of `before`.

    It is drawn from the votes alone; from one group of `before` (participant → group) to another at least STEP people
    move, or nobody.
    """
    if not enough_people(votes):
        return None, False
    settings = Settings(groups=groups, least_movers=STEP)
    try:
        return draw_closing_map(votes, before=before, moderation=moderation, settings=settings)
    except InputProblem:
        return None, False


def drawn_of(opinion: OpinionMap, names: Mapping[int, str]) -> Drawn:
    """Return a map as it is kept; `names` are the public ids of statements by row id."""
    ids = [names[one] for one in opinion.statements.tolist()]
    return Drawn(
        mode=opinion.mode.value,
        k=opinion.k,
        quality=round(opinion.quality.silhouette, DECIMALS),
        shown=_shown(opinion, ids, names),
        extremity=_extremity(opinion),
        axes=_axes(opinion),
        members=MemberRows.of(opinion).packed(),
    )


def final_of(
    opinion: OpinionMap, names: Mapping[int, str], *, previous: OpinionMap | None, named: bool = False
) -> Drawn:
    """Return a map that does not go on from `previous`, as it is kept: shown as one that follows it.

    Args:
        named: its groups have the names of those of `previous` already.
    """
    drawn, lineage = drawn_of(opinion, names), lineage_of(opinion, previous, named=named)
    after = carried_on(opinion, lineage)
    return replace(drawn, axes=_axes(after), members=MemberRows.of(after).packed(), lineage=lineage.as_data())


def _shown(opinion: OpinionMap, ids: list[str], names: Mapping[int, str]) -> dict[str, Any]:
    agree, disagree = opinion.consensus.agree, opinion.consensus.disagree
    apart = np.where(opinion.silent, -1.0, opinion.divisiveness.apart)
    dividing = [int(one) for one in np.argsort(-apart, kind="stable")[:DIVIDING] if apart[one] > 0]
    quoted = {
        "agree": [names[one.statement] for one in agree],
        "disagree": [names[one.statement] for one in disagree],
        "dividing": [ids[one] for one in dividing],
    }
    groups = [_group(group, names) for group in opinion.groups]
    wanted = {name for group in groups for name, _direction in group["represents"]}.union(*quoted.values())
    return quoted | {
        "quality": {
            "silhouette": _decimal(opinion.quality.silhouette),
            "stability": _decimal(opinion.quality.stability),
        },
        "cautions": [one.code for one in opinion.cautions],
        "groups": groups,
        "counts": _counts(opinion, ids, wanted),
        "cells": _cells(opinion),
    }


def _group(group: Group, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": group.id,
        "size": down(group.size),
        "centre": [round(one, DECIMALS) for one in group.centre],
        "represents": [[names[one.statement], one.direction] for one in group.representative],
    }


def _counts(opinion: OpinionMap, ids: list[str], wanted: set[str]) -> dict[str, list[list[int]]]:
    """Return (agrees, disagrees, votes) of each group on every statement that is quoted: pages read no more.

    Votes are the sum of the three rounded answers, so that they say nothing more.
    """
    tally = opinion.tally
    agrees, disagrees, passes = (
        all_down(one.astype(np.int64))
        for one in (tally.agrees, tally.disagrees, tally.votes - tally.agrees - tally.disagrees)
    )
    columns = np.stack([agrees, disagrees, agrees + disagrees + passes], axis=2).transpose(1, 0, 2)
    return {name: columns[place].tolist() for place, name in enumerate(ids) if name in wanted}


def _decimal(number: float | None) -> float | None:
    """Return a measure in so few decimals that no ballot can be guessed from it."""
    return None if number is None else round(float(number), DECIMALS)


def _extremity(opinion: OpinionMap) -> dict[int, float]:
    """Return how far from the middle each statement stands, in steps so wide that no ballot can be guessed from it."""
    steps = np.round(opinion.axes.extremity / EXTREMITY_STEP) * EXTREMITY_STEP
    return dict(zip(opinion.statements.tolist(), steps.tolist(), strict=True))


def bounds_of(points: NDArray[np.float64]) -> list[list[float]]:
    """Return [[left, right], [low, high]] of the drawn map: almost all of the points lie within."""
    return [
        [float(low), float(high) if high > low else float(low) + 1.0]
        for low, high in (np.quantile(points[:, axis], [EDGE, 1 - EDGE]) for axis in (0, 1))
    ]


def cell_of(points: NDArray[np.float64], bounds: list[list[float]]) -> NDArray[np.int64]:
    """Return the cell of the drawn map, (n, 2), in which each point lies; what lies outside is moved to the edge."""
    low, high = np.array(bounds).T
    parts = np.clip((points - low) / (high - low), 0, 1) * (np.array(GRID) - 1)
    return np.asarray(np.round(parts), np.int64)


def _cells(opinion: OpinionMap) -> list[list[int]]:
    """Return [across, down, group, people] of each mark of the drawn map.

    A mark stands for STEP people of one group at least, so it stands for a larger block of cells where people are few:
    of the sizes in BLOCKS, the finest that shows most of them. Whoever is in no mark is drawn nowhere; a group without
    any has one in its middle.
    """
    inside = opinion.group_of >= 0
    cells = cell_of(opinion.positions[inside], bounds_of(opinion.positions[inside]))
    group = opinion.group_of[inside]
    for block in BLOCKS:
        marks = _marks(cells, group, block)
        if sum(people for *_mark, people in marks) >= SEEN * len(group):
            break
    drawn = {mark[2] for mark in marks}
    for one in opinion.groups:
        if one.id not in drawn and one.size >= STEP:
            middle = np.round(cells[group == one.id].mean(axis=0)).astype(int).tolist()
            marks.append([*middle, one.id, down(one.size)])
    return marks


def _marks(cells: NDArray[np.int64], group: NDArray[np.intp], block: int) -> list[list[int]]:
    places, counts = np.unique(np.column_stack([cells // block, group]), axis=0, return_counts=True)
    middle = np.minimum(places[:, :2] * block + block // 2, np.array(GRID) - 1)
    marks = np.column_stack([middle, places[:, 2], all_down(counts.astype(np.int64))])
    return marks[marks[:, 3] > 0].tolist()  # type: ignore[no-any-return]


def _axes(opinion: OpinionMap) -> dict[str, Any]:
    grouping, inside = opinion.grouping, opinion.group_of >= 0
    return {
        "statements": opinion.statements.tolist(),
        "silent": opinion.silent.tolist(),
        "centre": opinion.axes.centre.tolist(),
        "components": opinion.axes.components.tolist(),
        "ids": list(grouping.ids),
        "centres": grouping.centres.tolist(),
        "anchors": grouping.anchors.tolist(),
        "anchor_labels": grouping.anchor_labels.tolist(),
        "reach": [*grouping.reach.middle, grouping.reach.radius] if grouping.reach else [],
        "bounds": bounds_of(opinion.positions[inside]),
    }
