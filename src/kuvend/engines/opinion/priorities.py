"""Which statement is worth showing next (spec §9.1), and the draw (spec §9.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .input import Counts, Flags, Numbers

META = 49.0


@dataclass(frozen=True)
class Priorities:
    """`priority` (C,) and what it is made of: `importance`, and `novelty`, which falls from 9 to 1 with the votes."""

    priority: Numbers
    importance: Numbers
    novelty: Numbers


def priorities_of(agrees: Counts, disagrees: Counts, votes: Counts, extremity: Numbers, meta: Flags) -> Priorities:
    """Return the priorities from the votes of grouped people, (C,) each, and each statement's extremity."""
    importance, novelty = importance_of(agrees, disagrees, votes, extremity), novelty_of(votes)
    return Priorities(np.where(meta, META, (importance * novelty) ** 2), importance, novelty)


def importance_of(agrees: Any, disagrees: Any, votes: Any, extremity: Any) -> Any:
    """Return how much a statement matters, for numbers or arrays."""
    passes = votes - agrees - disagrees
    return (1 - (passes + 1) / (votes + 2)) * (extremity + 1) * (agrees + 1) / (votes + 2)


def novelty_of(votes: Any) -> Any:
    """Return how new a statement is, for numbers or arrays."""
    return 1 + 8 * 2.0 ** (-votes / 5)


def next_statement(*, weights: Numbers, candidates: Flags, seed: int, floor: float = 0.0) -> int | None:
    """Return the place of the statement to show, drawn in proportion to its weight; None when none is left.

    `weights` (C,): priorities. `candidates` (C,): open, and not yet voted on by this person. `floor`: the least weight,
    so that every statement reaches some people; a weight of 0 counts as 1, as in the published program.
    """
    places = np.flatnonzero(candidates)
    if not len(places):
        return None
    candidate_weights = weights[places]
    steps = np.cumsum(np.maximum(np.where(candidate_weights > 0, candidate_weights, 1.0), floor))
    point = np.random.Generator(np.random.PCG64(seed)).random() * steps[-1]
    return int(places[min(np.searchsorted(steps, point, side="right"), len(places) - 1)])
