"""What is published of votes is rounded down to a multiple of five, each number by itself, before it is stored.

A number below five is so hidden, and no other number gives it away: a sum that is published is the sum of the rounded
numbers, or rounded down itself, so that what it adds up from stays open by more than it says. Why rounding and not
gaps, and what was tried against it: docs/adr/0010-releases-of-a-deliberation.md. Which numbers: `MapResult.rounded`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

STEP = 5  # people


def down(number: int) -> int:
    """Return the greatest multiple of STEP that is not above `number`."""
    return number - number % STEP


def all_down(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each number rounded down to a multiple of STEP."""
    return numbers - numbers % STEP


def loose(total: int, parts: Sequence[int], rest: int) -> int:
    """Return a rounded total, one step lower in the one case in which its rounded parts would follow from it.

    Each part may be up to STEP - 1 larger than it says. Where the total needs all of that, and everybody of the rest
    too, there is no room left: every part would be known.

    Args:
        rest: people who may be in no part, at most.
    """
    shortfall = total - sum(parts) - rest
    return total - STEP if shortfall >= (STEP - 1) * len(parts) else total
