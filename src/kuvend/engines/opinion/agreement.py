"""How far two groupings of the same people agree: the adjusted Rand index (L. Hubert, P. Arabie, 1985)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def adjusted_rand_index(first: Sequence[int] | Any, second: Sequence[int] | Any) -> float:
    """Return 1 for the same grouping under any names, about 0 for chance; 1 when there is nothing to disagree on."""
    _, labels = np.unique(np.asarray(first), return_inverse=True)
    _, other_labels = np.unique(np.asarray(second), return_inverse=True)
    if not len(labels):
        return 1.0
    overlaps = np.bincount(labels * (other_labels.max() + 1) + other_labels).astype(np.float64)
    shared_pairs, first_pairs, second_pairs = (
        float((n * (n - 1) / 2).sum()) for n in (overlaps, _sizes(labels), _sizes(other_labels))
    )
    total = len(labels) * (len(labels) - 1) / 2
    expected = first_pairs * second_pairs / total if total else 0.0
    most = (first_pairs + second_pairs) / 2
    return 1.0 if most == expected else (shared_pairs - expected) / (most - expected)


def _sizes(labels: Any) -> Any:
    return np.bincount(labels).astype(np.float64)
