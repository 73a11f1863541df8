"""The tests behind representative and consensus statements (spec §8.1): elementwise on arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from .input import Numbers

SIGNIFICANT = 1.2816  # z at 90 %, strictly above


def share(successes: Any, trials: Any) -> Numbers:
    """Return the shrunken share (s + 1) / (n + 2)."""
    return np.asarray((successes + 1) / (trials + 2))


def share_test(successes: Any, trials: Any) -> Numbers:
    """Return z of the share against one half."""
    return np.asarray(2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5))


def difference_test(first: Any, second: Any, first_trials: Any, second_trials: Any) -> Numbers:
    """Return z of the difference of two shares, one pseudo-count each; 0 where all succeeded."""
    a, b, n, m = (np.asarray(one) + 1 for one in (first, second, first_trials, second_trials))
    pooled = (a + b) / (n + m)
    mixed = pooled * (1 - pooled) * (1 / n + 1 / m)
    return np.where(pooled == 1, 0.0, (a / n - b / m) / np.sqrt(np.where(mixed == 0, 1.0, mixed)))
