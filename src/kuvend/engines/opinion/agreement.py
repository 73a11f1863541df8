"""How far two groupings of the same people agree: the adjusted Rand index (L. Hubert, P. Arabie, 1985)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def adjusted_rand_index(first: Sequence[int] | Any, second: Sequence[int] | Any) -> float:
    """Return 1 for the same grouping under any names, about 0 for chance; 1 when there is nothing to disagree on."""
    _, one = np.unique(np.asarray(first), return_inverse=True)
    _, two = np.unique(np.asarray(second), return_inverse=True)
    if not len(one):
        return 1.0
    both = np.bincount(one * (two.max() + 1) + two).astype(np.float64)
    pairs, ones, twos = (float((n * (n - 1) / 2).sum()) for n in (both, _sizes(one), _sizes(two)))
    total = len(one) * (len(one) - 1) / 2
    expected = ones * twos / total if total else 0.0
    most = (ones + twos) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def _sizes(labels: Any) -> Any:
    return np.bincount(labels).astype(np.float64)
