"""Where groups stand in the picture, and where one person stands among them: from what is published and own answers.

The place of a person is worked out of the published counts and of nothing else that is stored. Whoever changes an own
answer and looks again learns what the file says, since anybody could draw this place with the file alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEAST_VOTES = 5  # of a person on statements whose answers by group are told: with fewer nobody is placed

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class OwnPlace:
    """The place of the nearest group in the list of groups, and how near each of them is; the parts add up to 1."""

    nearest: int
    nearness: Numbers


def centres_of(result: Mapping[str, Any]) -> Numbers:
    """Return where each group stands, (G, 2): groups that answer alike are near each other.

    The two directions in which the mean answers of the groups differ most (principal components), turned so that group
    B stands to the right of A, and C above them. So a picture is not mirrored from release
    to release, and no earlier one is needed to draw it.
    """
    counts = _counts(result)
    votes = counts[:, :, 2]
    net = counts[:, :, 0] - counts[:, :, 1]
    middle = net.sum(axis=0) / np.maximum(votes.sum(axis=0), 1)
    means = np.where(votes > 0, net / np.maximum(votes, 1), middle)
    away = means - means.mean(axis=0)
    points = np.zeros((len(away), 2))
    if away.size:
        axes, lengths, _right = np.linalg.svd(away, full_matrices=False)
        size = min(2, len(lengths))
        points[:, :size] = axes[:, :size] * lengths[:size]
    order = np.argsort([group["id"] for group in result["groups"]])
    points[order] = _turned(points[order])
    return points


def _turned(points: Numbers) -> Numbers:
    if len(points) < 2:
        return points
    across = points[1] - points[0]
    length = float(np.hypot(*across))
    if length > 0:
        cos, sin = across / length
        points = points @ np.array([[cos, -sin], [sin, cos]])
    if len(points) > 2 and points[2, 1] < points[0, 1]:
        points = points * [1.0, -1.0]
    return points


def told_answers(result: Mapping[str, Any], answers: Mapping[str, int]) -> dict[str, int]:
    """Return the own answers (public id → value) to statements whose answers by group are told."""
    return {name: answers[name] for name in result.get("counts", {}) if name in answers}


def least_of(result: Mapping[str, Any]) -> int:
    """Return how many of the told statements somebody must have answered to be placed."""
    return max(1, min(LEAST_VOTES, len(result.get("counts", {}))))


def own_place(result: Mapping[str, Any], answers: Mapping[str, int]) -> OwnPlace | None:
    """Return where somebody with these answers stands, None with too few of them.

    The nearest group is the one among whose members these answers are likeliest, by the published counts with one
    added to each (naive Bayes without a prior: a large group draws nobody).
    """
    own_answers = told_answers(result, answers)
    if len(own_answers) < least_of(result):
        return None
    counts = _counts({**result, "counts": {name: result["counts"][name] for name in own_answers}})
    passes = counts[:, :, 2] - counts[:, :, 0] - counts[:, :, 1]
    likelihoods = [(counts[:, :, 0], counts[:, :, 1], passes)[(1, -1, 0).index(value)][:, at]
              for at, value in enumerate(own_answers.values())]  # fmt: skip
    likely = np.log((np.stack(likelihoods, axis=1) + 1) / (counts[:, :, 2] + 3)).sum(axis=1)
    near = np.exp((likely - likely.max()) / np.sqrt(len(own_answers)))
    return OwnPlace(int(likely.argmax()), near / near.sum())


def _counts(result: Mapping[str, Any]) -> Numbers:
    """Return agrees, disagrees and votes of each group on each told statement, (G, C, 3)."""
    rows = list(result["counts"].values())
    return np.array(rows, float).reshape(len(rows), len(result["groups"]), 3).transpose(1, 0, 2)
