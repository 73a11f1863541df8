"""Grouping that survives the loss of some votes: mode `stable`.

Three steps make it so, each measured on real conversations (docs/explanation/opinion-map.md): people who stand
further out than 98 of 100 are pulled in, so that no group is made of one person; a person counts with the square root
of the number of votes, since few votes place somebody badly; of many starts the best is kept. More groups than the
fewest must be clearly better by the product of silhouette and stability, and none may be tiny.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .agreement import adjusted_rand_index
from .grouping import Grouping, Reach, means
from .input import Counts, Ids, Numbers
from .kmeans import nearest
from .parts import Places
from .silhouette import distances, silhouette
from .starts import best_centres

INSIDE = 0.98
MOST_GROUPS = 5
SMALL, SMALL_SHARE = 5, 0.02  # a group below either is tiny
SHOWN = 1000  # people whose silhouette is measured
BETTER = 1.15  # so much better must more groups be than fewer, and other groups than the previous number


@dataclass(frozen=True)
class Ballots:
    """People to group, in an order that does not depend on who they are.

    `rows` (n,): rows of the table. `points` (n, 2). `votes` (n,): how many votes each cast.
    """

    rows: Places
    points: Numbers
    votes: Counts


def reach_of(points: Numbers) -> Reach:
    """Return the circle around the median that holds 98 of 100 people."""
    middle = np.median(points, axis=0)
    far = np.sqrt(((points - middle) ** 2).sum(axis=1))
    return Reach((float(middle[0]), float(middle[1])), float(np.quantile(far, INSIDE)))


def numbers_of_groups(points: Numbers, pinned: int | None) -> tuple[int, ...]:
    """Return the numbers of groups to try: no more than distinct points, and 5 people each."""
    distinct = len(np.unique(points, axis=0))
    if pinned is not None:
        return (min(pinned, distinct),)
    most = min(MOST_GROUPS, distinct, max(2, len(points) // SMALL))
    return tuple(range(2, most + 1)) or (1,)


def stable_groups(
    ballots: Ballots, thinned: list[Ballots], *, seed: int, pinned: int | None, previous: Grouping | None
) -> Grouping:
    """Return the grouping of the ballots; `people` of it are rows of the table.

    `thinned`: the same people after a loss of votes, as often as stability is to be measured.
    """
    reach = reach_of(ballots.points)
    points = reach.pulled(ballots.points)
    weights = np.sqrt(ballots.votes)
    runs = [(one.rows, reach_of(one.points).pulled(one.points), np.sqrt(one.votes)) for one in thinned]
    apart = distances(points[:SHOWN])
    centres, worth, stable, tiny = {}, {}, {}, {}
    for k in numbers_of_groups(points, pinned):
        before = previous.anchors if previous is not None else None
        centres[k] = best_centres(points, weights, k, np.random.default_rng((seed, k)), previous=before)
        labels = nearest(points, centres[k])
        worth[k] = silhouette(apart, labels[:SHOWN])
        stable[k] = _stability(ballots.rows, labels, runs, k, seed)
        sizes = np.bincount(labels, minlength=k)
        tiny[k] = bool(sizes.min() < max(SMALL, SMALL_SHARE * len(labels)))
    k = _best_number(worth, stable, tiny, len(previous.ids) if previous else None)
    labels = nearest(points, centres[k])
    labels, anchors = _by_size(labels, centres[k])
    ids = tuple(range(k))
    group_centres = means(ballots.points, labels, k)
    return Grouping(
        ballots.rows, labels, ids, group_centres, anchors, np.arange(k), worth, stable if runs else {}, reach
    )


def _stability(rows: Places, labels: Places, runs: list[tuple[Places, Numbers, Numbers]], k: int, seed: int) -> float:
    """Return the mean adjusted Rand index between this grouping and those after a loss of votes; 1 without runs."""
    scores = []
    for number, (run_rows, points, weights) in enumerate(runs):
        again = nearest(points, best_centres(points, weights, k, np.random.default_rng((seed, k, number))))
        _, here, there = np.intersect1d(rows, run_rows, assume_unique=True, return_indices=True)
        scores.append(adjusted_rand_index(labels[here], again[there]))
    return float(np.mean(scores)) if scores else 1.0


def _best_number(worth: dict[int, float], stable: dict[int, float], tiny: dict[int, bool], before: int | None) -> int:
    """Return the number of groups: fewer rather than more, and the previous one, unless another is clearly better.

    Otherwise two numbers that are about as good would take turns when a few votes change.
    """
    possible = [k for k in worth if not tiny[k]] or list(worth)
    score = {k: worth[k] * stable[k] for k in possible}
    best = possible[0]
    for k in possible:
        best = k if score[k] > BETTER * score[best] else best
    return before if before in score and score[before] * BETTER >= score[best] else best


def _by_size(labels: Places, centres: Numbers) -> tuple[Places, Numbers]:
    """Order the groups: the largest first, equally large ones by where they stand."""
    sizes = np.bincount(labels, minlength=len(centres))
    order = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    return place[labels], centres[order]


def with_lineage(grouping: Grouping, people: Ids, previous: Grouping) -> Grouping:
    """Return the grouping with the ids of the previous groups that most of its members come from.

    `people`: the ids of the grouped, in the order of `grouping.labels`.
    """
    _, here, there = np.intersect1d(people, previous.people, assume_unique=True, return_indices=True)
    shared = np.zeros((len(grouping.ids), len(previous.ids)), np.int64)
    np.add.at(shared, (grouping.labels[here], previous.labels[there]), 1)
    names = [-1] * len(grouping.ids)
    for at in np.argsort(-shared, axis=None, kind="stable"):
        row, old = divmod(int(at), len(previous.ids))
        if shared[row, old] and names[row] < 0 and previous.ids[old] not in names:
            names[row] = previous.ids[old]
    next_id = max(previous.ids, default=-1)
    for row, name in enumerate(names):
        if name < 0:
            next_id += 1
            names[row] = next_id
    return _sorted_by_id(grouping, people, names)


def _sorted_by_id(grouping: Grouping, people: Ids, names: list[int]) -> Grouping:
    order = np.argsort(names)
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    return Grouping(
        people, place[grouping.labels], tuple(names[at] for at in order), grouping.centres[order],
        grouping.anchors[order], np.arange(len(order)), grouping.silhouettes, grouping.stabilities, grouping.reach,
    )  # fmt: skip
