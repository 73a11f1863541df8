"""How well separated groups are: the mean silhouette (P. Rousseeuw, 1987; spec §6)."""

from __future__ import annotations

import numpy as np

from .input import Numbers
from .parts import Places


def silhouette(apart: Numbers, labels: Places) -> float:
    """Return the mean silhouette, −1 to 1, from all distances (n, n); 0 for fewer than two groups.

    A member alone in its group counts 0.
    """
    number = int(labels.max()) + 1 if len(labels) else 0
    if number < 2:
        return 0.0
    everyone = np.arange(len(labels))
    member = np.zeros((len(labels), number))
    member[everyone, labels] = 1.0
    sums, sizes = apart @ member, np.bincount(labels, minlength=number)
    own = sizes[labels]
    inside = sums[everyone, labels] / np.maximum(own - 1, 1)
    distances_to_groups = np.where((member > 0) | (sizes == 0), np.inf, sums / np.maximum(sizes, 1))
    outside = distances_to_groups.min(axis=1)
    larger = np.maximum(inside, outside)
    useful = (own > 1) & (larger > 0) & np.isfinite(outside)
    return float(np.where(useful, (outside - inside) / np.where(useful, larger, 1.0), 0.0).mean())


def distances(points: Numbers) -> Numbers:
    """Return all Euclidean distances of points (n, 2), (n, n)."""
    across = points[:, 0, None] - points[None, :, 0]
    down = points[:, 1, None] - points[None, :, 1]
    return np.asarray(np.sqrt(across * across + down * down))
