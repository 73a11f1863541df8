"""A clustering that begins from the previous one, so that its ids have lineage (spec §6, warm start)."""

from __future__ import annotations

import numpy as np

from .input import Numbers
from .kmeans import Clustering, settled
from .parts import Places

GONE = -1


def warm(
    points: Numbers, weights: Numbers, before: Places, ids: tuple[int, ...], *, number: int, rounds: int
) -> Clustering:
    """Return the clustering of `points` that goes on from an earlier one.

    `before` (n,): for each point the row in `ids` of the cluster it belonged to, −1 for a new point.
    """
    start = _filled(points, *_merged(*_recentred(points, before, ids)), number=number)
    return settled(points, weights, start, rounds=rounds)


def _recentred(points: Numbers, before: Places, ids: tuple[int, ...]) -> tuple[list[list[int]], list[int], Numbers]:
    """Put each old cluster at the mean of those of its members that still exist; drop a cluster without any."""
    members = [np.flatnonzero(before == row).tolist() for row in range(len(ids))]
    clusters = [(list(some), one) for some, one in zip(members, ids, strict=True) if some]
    if not clusters:
        clusters = [(list(range(len(points))), max(ids, default=-1) + 1)]
    rows = [some for some, _ in clusters]
    return rows, [one for _, one in clusters], points


def _merged(rows: list[list[int]], ids: list[int], points: Numbers) -> tuple[list[list[int]], list[int]]:
    """Merge clusters with exactly equal centres: the id of the larger, of equally large ones the later."""
    place_by_centre: dict[tuple[float, ...], int] = {}
    merged: list[list[int]] = []
    names: list[int] = []
    sizes: list[int] = []
    for members, cluster_id in zip(rows, ids, strict=True):
        centre = tuple(points[members].mean(axis=0).tolist())
        if centre not in place_by_centre:
            place_by_centre[centre] = len(merged)
            merged.append(list(members))
            names.append(cluster_id)
            sizes.append(len(members))
            continue
        at = place_by_centre[centre]
        merged[at] += members
        if len(members) >= sizes[at]:
            names[at], sizes[at] = cluster_id, len(members)
    return merged, names


def _filled(points: Numbers, rows: list[list[int]], ids: list[int], *, number: int) -> Clustering:
    """Add singletons, each the point that is farthest from its centre, until there are `number` clusters."""
    most = min(number, len(np.unique(points, axis=0)))
    while len(rows) < most:
        centres = np.array([points[some].mean(axis=0) for some in rows])
        apart = np.sqrt(((points[:, None] - centres) ** 2).sum(axis=2)).min(axis=1)
        farthest = len(points) - 1 - int(apart[::-1].argmax())
        if apart[farthest] == 0:
            break
        rows = [[one for one in some if one != farthest] for some in rows]
        clusters = [(some, one) for some, one in zip(rows, ids, strict=True) if some]
        rows, ids = [some for some, _ in clusters] + [[farthest]], [one for _, one in clusters] + [max(ids) + 1]
    centres = np.array([points[some].mean(axis=0) for some in rows])
    return Clustering(centres, np.zeros(len(points), np.intp), tuple(ids))
