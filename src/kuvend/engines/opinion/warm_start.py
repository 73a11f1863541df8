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
    kept = [(list(some), one) for some, one in zip(members, ids, strict=True) if some]
    if not kept:
        kept = [(list(range(len(points))), max(ids, default=-1) + 1)]
    rows = [some for some, _ in kept]
    return rows, [one for _, one in kept], points


def _merged(rows: list[list[int]], ids: list[int], points: Numbers) -> tuple[list[list[int]], list[int]]:
    """Merge clusters with exactly equal centres: the id of the larger, of equally large ones the later."""
    found: dict[tuple[float, ...], int] = {}
    merged: list[list[int]] = []
    names: list[int] = []
    sizes: list[int] = []
    for some, one in zip(rows, ids, strict=True):
        centre = tuple(points[some].mean(axis=0).tolist())
        if centre not in found:
            found[centre] = len(merged)
            merged.append(list(some))
            names.append(one)
            sizes.append(len(some))
            continue
        at = found[centre]
        merged[at] += some
        if len(some) >= sizes[at]:
            names[at], sizes[at] = one, len(some)
    return merged, names


def _filled(points: Numbers, rows: list[list[int]], ids: list[int], *, number: int) -> Clustering:
    """Add singletons, each the point that is farthest from its centre, until there are `number` clusters."""
    wanted = min(number, len(np.unique(points, axis=0)))
    while len(rows) < wanted:
        centres = np.array([points[some].mean(axis=0) for some in rows])
        apart = np.sqrt(((points[:, None] - centres) ** 2).sum(axis=2)).min(axis=1)
        farthest = len(points) - 1 - int(apart[::-1].argmax())
        if apart[farthest] == 0:
            break
        rows = [[one for one in some if one != farthest] for some in rows]
        kept = [(some, one) for some, one in zip(rows, ids, strict=True) if some]
        rows, ids = [some for some, _ in kept] + [[farthest]], [one for _, one in kept] + [max(ids) + 1]
    centres = np.array([points[some].mean(axis=0) for some in rows])
    return Clustering(centres, np.zeros(len(points), np.intp), tuple(ids))
