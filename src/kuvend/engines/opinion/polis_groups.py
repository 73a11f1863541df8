"""Grouping as the published program does it: two levels of k-means, k by silhouette, with hysteresis (spec §6)."""

from __future__ import annotations

import numpy as np

from .grouping import Grouping, Memory, Smoother, means
from .input import Ids, Numbers
from .kmeans import Clustering, cold, settled
from .silhouette import distances, silhouette
from .warm_start import warm

BASES = 100
BASE_ROUNDS = 100
GROUP_ROUNDS = 20
MOST_GROUPS = 5
BUFFER = 4
SAMPLE = 10_000  # above: bases are fitted on every n-th person (Polis itself samples from here), then all are placed


def smoothed(now: int, before: Smoother | None, possible: tuple[int, ...]) -> Smoother:
    """Return the smoother's state after a map that asks for `now` groups."""
    count = before.count + 1 if before and before.last == now else 1
    number = now if count >= BUFFER or before is None else before.smoothed
    return Smoother(now, count, number if number in possible else now)


def polis_groups(
    people: Ids, points: Numbers, *, pinned: int | None = None, previous: Grouping | None = None
) -> Grouping:
    """Return the grouping of `points` (n, 2), which stand in row order. `pinned`: the owner's number of groups."""
    before = previous.memory if previous else None
    bases = _bases(people, points, previous, before)
    weights = np.bincount(bases.labels, minlength=len(bases.centres)).astype(float)
    most = min(MOST_GROUPS, 2 + len(bases.centres) // 12)
    numbers = range(2, most + 1) if pinned is None else (pinned,)
    levels = {k: _level(bases, weights, k, before) for k in numbers}
    apart = distances(bases.centres)
    worth = {k: silhouette(apart, level.labels) for k, level in levels.items()}
    best = max(worth, key=lambda k: (worth[k], k))
    smoother = None
    if pinned is None:
        smoother = smoothed(best, before.smoother if before else None, tuple(levels))
        best = smoother.smoothed
    return _grouping(people, points, Memory(bases, levels, smoother), levels[best], worth)


def _grouping(people: Ids, points: Numbers, memory: Memory, level: Clustering, worth: dict[int, float]) -> Grouping:
    order = np.argsort(np.array(level.ids))
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    of_base = place[level.labels]
    labels = of_base[memory.bases.labels]
    ids = tuple(level.ids[at] for at in order)
    return Grouping(
        people, labels, ids, means(points, labels, len(ids)), memory.bases.centres, of_base, worth, memory=memory
    )


def _bases(people: Ids, points: Numbers, previous: Grouping | None, memory: Memory | None) -> Clustering:
    """Return the base clusters, sorted by id."""
    weights = np.ones(len(points))
    if previous is None or memory is None:
        step = -(-len(points) // SAMPLE)
        clusters = cold(points[::step], weights[::step], number=BASES, rounds=BASE_ROUNDS)
        return clusters if step == 1 else settled(points, weights, clusters, rounds=0)
    if len(points) > SAMPLE:
        return _by_id(settled(points, weights, memory.bases, rounds=0))
    before = np.full(len(people), -1)
    _, here, there = np.intersect1d(people, previous.people, assume_unique=True, return_indices=True)
    before[here] = memory.bases.labels[there]
    return _by_id(warm(points, weights, before, memory.bases.ids, number=BASES, rounds=BASE_ROUNDS))


def _level(bases: Clustering, weights: Numbers, k: int, memory: Memory | None) -> Clustering:
    """Return the clustering of the base clusters into k groups."""
    if memory is None or k not in memory.levels:
        return cold(bases.centres, weights, number=k, rounds=GROUP_ROUNDS)
    old = dict(zip(memory.bases.ids, memory.levels[k].labels.tolist(), strict=True))
    before = np.array([old.get(one, -1) for one in bases.ids])
    return warm(bases.centres, weights, before, memory.levels[k].ids, number=k, rounds=GROUP_ROUNDS)


def _by_id(clusters: Clustering) -> Clustering:
    order = np.argsort(np.array(clusters.ids))
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    return Clustering(clusters.centres[order], place[clusters.labels], tuple(clusters.ids[at] for at in order))
