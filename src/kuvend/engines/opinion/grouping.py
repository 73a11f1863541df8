"""What grouping gives, whichever way it was done."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .input import Ids, Numbers
from .kmeans import Clustering, nearest
from .parts import Places


@dataclass(frozen=True)
class Reach:
    """People who stand further from the middle than most are pulled in to `radius` before they are grouped."""

    middle: tuple[float, float]
    radius: float

    def pulled(self, points: Numbers) -> Numbers:
        """Return the points, (n, 2), none further from the middle than the radius."""
        middle = np.array(self.middle)
        away = points - middle
        far = np.sqrt((away**2).sum(axis=1))
        return np.asarray(middle + away * np.minimum(1.0, self.radius / np.maximum(far, 1e-300))[:, None])


@dataclass(frozen=True)
class Smoother:
    """Hysteresis of k in the published mathematics: the state that goes on from map to map (spec §6)."""

    last: int
    count: int
    smoothed: int


@dataclass(frozen=True)
class Memory:
    """What the next map of mode `polis` starts from: base clusters, the groups of them for each k, the smoother."""

    bases: Clustering
    levels: dict[int, Clustering]
    smoother: Smoother | None


@dataclass(frozen=True)
class Grouping:
    """Who stands in which group.

    `people` (n,): ids of the grouped, in row order. `labels` (n,): rows of `ids`, which are sorted and keep their
    lineage from map to map. `centres` (G, 2). `anchors` (A, 2) with `anchor_labels` (A,): a new point belongs to the
    group of its nearest anchor. `silhouettes` and `stabilities`: of each number of groups that was tried.
    """

    people: Ids
    labels: Places
    ids: tuple[int, ...]
    centres: Numbers
    anchors: Numbers
    anchor_labels: Places
    silhouettes: dict[int, float]
    stabilities: dict[int, float] = field(default_factory=dict)
    reach: Reach | None = None
    memory: Memory | None = None

    @property
    def sizes(self) -> Places:
        """Number of people in each group, (G,)."""
        return np.bincount(self.labels, minlength=len(self.ids))

    def placed(self, points: Numbers) -> Places:
        """Return the row of the group that each point, (m, 2), would belong to."""
        return self.anchor_labels[nearest(self.reach.pulled(points) if self.reach else points, self.anchors)]


def given_groups(people: Ids, points: Numbers, labels: Places, ids: tuple[int, ...]) -> Grouping:
    """Return a grouping that was made elsewhere; `labels` are rows of `ids`."""
    centres = means(points, labels, len(ids))
    return Grouping(people, labels, ids, centres, centres, np.arange(len(ids)), {})


def means(points: Numbers, labels: Places, number: int) -> Numbers:
    """Return the mean point of each group, (number, 2)."""
    size = np.maximum(np.bincount(labels, minlength=number), 1)
    return np.stack([np.bincount(labels, weights=axis, minlength=number) / size for axis in points.T], axis=1)
