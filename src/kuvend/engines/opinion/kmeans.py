"""k-means as the published program does it: order, ties, stop and vanishing clusters included (spec §6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .input import Numbers
from .parts import Places

NEAR = 0.01  # centres that move less than this have settled


@dataclass(frozen=True)
class Clustering:
    """`labels` (n,) is the row of `centres` (k, 2) that each point belongs to; `ids` (k,) are kept over updates."""

    centres: Numbers
    labels: Places
    ids: tuple[int, ...]


def first_distinct(points: Numbers, number: int) -> Numbers:
    """Return the first `number` distinct points in row order, fewer where there are fewer."""
    take = min(len(points), 4 * number)
    while True:
        _, first = np.unique(points[:take], axis=0, return_index=True)
        if len(first) >= number or take == len(points):
            return points[np.sort(first)[:number]]
        take = min(len(points), 4 * take)


def nearest(points: Numbers, centres: Numbers) -> Places:
    """Return the row of the nearest centre of each point; of equally near ones the later."""
    return _nearest(np.column_stack([points, np.ones(len(points))]), centres)


def _nearest(points: Numbers, centres: Numbers) -> Places:
    """The same for points (n, 3) that end in 1: then |centre|² − 2 · point · centre is one product."""
    back = centres[::-1]
    apart = points @ np.stack([-2.0 * back[:, 0], -2.0 * back[:, 1], (back**2).sum(axis=1)])
    return np.asarray(len(centres) - 1 - apart.argmin(axis=1))


def settled(points: Numbers, weights: Numbers, start: Clustering, *, rounds: int) -> Clustering:
    """Return the clustering after Lloyd's steps: at least one, at most `rounds` + 1.

    A cluster that loses all its points disappears.
    """
    centres, ids = start.centres, np.array(start.ids)
    lifted = np.column_stack([points, np.ones(len(points))])
    weighted = [weights * axis for axis in points.T]
    for _ in range(rounds + 1):
        labels = _nearest(lifted, centres)
        size = np.bincount(labels, weights=weights, minlength=len(centres))
        alive = np.flatnonzero(np.bincount(labels, minlength=len(centres)))
        sums = [np.bincount(labels, weights=axis, minlength=len(centres)) for axis in weighted]
        moved = np.array(sums).T[alive] / size[alive, None]
        labels = np.searchsorted(alive, labels)
        ids = ids[alive]
        still = _still(centres, moved)
        centres = moved
        if still:
            break
    return Clustering(centres, labels, tuple(int(one) for one in ids))


def _still(old: Numbers, new: Numbers) -> bool:
    """Whether every centre moved less than `NEAR`, compared in sorted order."""
    number = min(len(old), len(new))
    before, after = (rows[np.lexsort((rows[:, 1], rows[:, 0]))][:number] for rows in (old, new))
    return bool((np.sqrt(((before - after) ** 2).sum(axis=1)) < NEAR).all())


def cold(points: Numbers, weights: Numbers, *, number: int, rounds: int) -> Clustering:
    """Return a clustering that starts from the first distinct points."""
    centres = first_distinct(points, number)
    start = Clustering(centres, np.zeros(len(points), np.intp), tuple(range(len(centres))))
    return settled(points, weights, start, rounds=rounds)


def spread(points: Numbers, weights: Numbers, clustering: Clustering) -> float:
    """Return the objective: the weighted sum of squared distances to the own centre."""
    return float((weights * ((points - clustering.centres[clustering.labels]) ** 2).sum(axis=1)).sum())
