"""How a map that was drawn from its votes alone is shown: under the letters, and on the sides, of the map before.

The final map of a deliberation goes on from nothing, so that anyone can draw it again from the published votes. What
its groups are called and which side is left follow from the map before, and are kept beside it: they change neither
its content nor its digest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from kuvend.engines.opinion import OpinionMap
from kuvend.engines.opinion.grouping import Grouping
from kuvend.engines.opinion.stable_groups import with_lineage


@dataclass(frozen=True)
class Lineage:
    """`ids`: the id under which each group is shown, in the order of the groups. `turned`: axes shown mirrored."""

    ids: Sequence[int]
    turned: Sequence[bool]

    def as_data(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return asdict(self)


def lineage_of(opinion: OpinionMap, previous: OpinionMap | None, *, named: bool = False) -> Lineage:
    """Return how a map is shown after `previous`, as it stands when there is none; `named`: its groups are already."""
    grouping = opinion.grouping
    if previous is None:
        return Lineage(list(grouping.ids), [False, False])
    ids = list(grouping.ids) if named else _names(grouping, previous.grouping)
    _, here, there = np.intersect1d(opinion.statements, previous.statements, assume_unique=True, return_indices=True)
    together = opinion.axes.components[:, here] * previous.axes.components[:, there]
    return Lineage(ids, [bool(one < 0) for one in together.sum(axis=1)])


def _names(grouping: Grouping, previous: Grouping) -> list[int]:
    """Return the id under which each group is shown: that of the group most of its members come from."""
    after = with_lineage(grouping, grouping.people, previous)
    ids = [0] * len(grouping.ids)
    for row, label in zip(grouping.labels.tolist(), after.labels.tolist(), strict=True):
        ids[row] = int(after.ids[label])
    return ids


def carried_on(opinion: OpinionMap, lineage: Lineage) -> OpinionMap:
    """Return the map as it is shown, for the state that places people and that the next map goes on from."""
    signs = np.where(lineage.turned, -1.0, 1.0)
    old = opinion.grouping
    order = np.argsort(lineage.ids)
    place = np.argsort(order)
    grouping = Grouping(
        old.people, place[old.labels], tuple(lineage.ids[row] for row in order), old.centres[order] * signs,
        old.anchors * signs, place[old.anchor_labels], old.silhouettes, old.stabilities,
        replace(old.reach, middle=_turned(old.reach.middle, lineage)) if old.reach else None,
    )  # fmt: skip
    axes = replace(opinion.axes, components=opinion.axes.components * signs[:, None])
    return replace(opinion, positions=opinion.positions * signs, axes=axes, grouping=grouping)


def shown_after(result: Mapping[str, Any], lineage: Mapping[str, Any], *, grid: tuple[int, int]) -> Mapping[str, Any]:
    """Return a stored map (`opinion.Drawn.shown`) under its letters and on its sides; counts keep their order.

    Args:
        grid: cells across and down.
    """
    if not lineage or not result:
        return result
    known = Lineage(**lineage)
    name = dict(zip((group["id"] for group in result["groups"]), known.ids, strict=True))
    groups = [
        group | {"id": name[group["id"]], "centre": list(_turned(group["centre"], known))} for group in result["groups"]
    ]
    (across, down), (flip_x, flip_y) = grid, known.turned
    cells = [
        [across - 1 - x if flip_x else x, down - 1 - y if flip_y else y, name[group], people]
        for x, y, group, people in result["cells"]
    ]
    return {**result, "groups": groups, "cells": cells}


def _turned(point: Sequence[float], lineage: Lineage) -> tuple[float, float]:
    x, y = (-at if turned else at for at, turned in zip(point, lineage.turned, strict=True))
    return x, y
