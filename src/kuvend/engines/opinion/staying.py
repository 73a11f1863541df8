"""People stay in the group they were in while only few would leave it for another one.

What is told of two groups before and after is else the answers of those few: of one person, if one moves.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .grouping import Grouping, means
from .input import Numbers


def with_stayers(grouping: Grouping, points: Numbers, previous: Grouping, *, least: int) -> Grouping:
    """Return the grouping in which between any two groups at least `least` people have moved since, or nobody.

    Whoever is new stands where the grouping says. A group that so few went into, from each other one, is none.

    Args:
        grouping: under the ids of `previous`, one anchor for each group.
        points: of its people, (n, 2).
    """
    _, here, there = np.intersect1d(grouping.people, previous.people, assume_unique=True, return_indices=True)
    group_of = np.array(grouping.ids, np.int64)[grouping.labels]
    before, after = np.array(previous.ids, np.int64)[previous.labels[there]], group_of[here]
    pairs = np.column_stack([before, after])
    _, pair, sizes = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    few = (before != after) & (sizes[pair.reshape(-1)] < least)
    if not few.any():
        return grouping
    group_of[here[few]] = before[few]
    ids, labels = np.unique(group_of, return_inverse=True)
    centres = means(points, labels, len(ids))
    anchor = dict(zip(grouping.ids, grouping.anchors, strict=True))
    anchors = np.array([anchor.get(one, centres[row]) for row, one in enumerate(ids.tolist())])
    return replace(
        grouping, labels=labels, ids=tuple(ids.tolist()), centres=centres, anchors=anchors,
        anchor_labels=np.arange(len(ids)),
    )  # fmt: skip
