"""What most of us think alike: over everybody (spec §8.5), and across groups (spec §8.6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .input import Counts, Flags, Ids, Numbers
from .proportions import SIGNIFICANT, share, share_test

MOST = 5


@dataclass(frozen=True)
class Agreed:
    """A statement that most of everybody agrees with, or disagrees with: `successes` of `trials`, and the test."""

    statement: int
    successes: int
    trials: int
    share: float
    share_test: float


def consensus_of(successes: Counts, votes: Counts, statements: Ids, shaping: Flags) -> tuple[Agreed, ...]:
    """Return at most five statements with a shrunken share above one half, significantly, the clearest first."""
    p, test = share(successes, votes), share_test(successes, votes)
    order = np.argsort(-(p * test), kind="stable")
    clear = [at for at in order if p[at] > 0.5 and test[at] > SIGNIFICANT and shaping[at]][:MOST]
    return tuple(
        Agreed(int(statements[at]), int(successes[at]), int(votes[at]), float(p[at]), float(test[at])) for at in clear
    )


def group_informed(successes: Counts, votes: Counts) -> Numbers:
    """Return for each statement the product over groups of the shrunken share, (C,), 0 to 1.

    Compare only within one conversation: it falls with the number of groups.
    """
    return np.asarray(share(successes, votes).prod(axis=0))


def across_groups(informed: Numbers, groups: int) -> Numbers:
    """Return the geometric mean over groups: the same order, but its size does not depend on their number."""
    return np.asarray(informed ** (1 / max(groups, 1)))
