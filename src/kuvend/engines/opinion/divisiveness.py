"""What divides: how far groups are apart on a statement, not how far it is from the centre (spec §14.8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .input import Counts, Numbers
from .parts import Places
from .proportions import share


@dataclass(frozen=True)
class Divisiveness:
    """`apart` (C,): the highest shrunken share of agreement among groups minus the lowest, 0 to 1.

    `most` and `least` (C,): the rows of these groups; −1 where no two groups voted.
    """

    apart: Numbers
    most: Places
    least: Places


def divisiveness_of(agrees: Counts, votes: Counts) -> Divisiveness:
    """Return it from the counts of each group, (G, C) each; groups without a vote on a statement do not count."""
    width = votes.shape[1]
    if len(votes) < 2:
        return Divisiveness(np.zeros(width), np.full(width, -1), np.full(width, -1))
    p = share(agrees, votes)
    most = np.where(votes > 0, p, -np.inf).argmax(axis=0)
    least = np.where(votes > 0, p, np.inf).argmin(axis=0)
    comparable = (votes > 0).sum(axis=0) > 1
    columns = np.arange(width)
    apart = np.where(comparable, p[most, columns] - p[least, columns], 0.0)
    return Divisiveness(apart, np.where(comparable, most, -1), np.where(comparable, least, -1))
