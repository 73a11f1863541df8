"""Which statement is asked next: a weighted draw that can be repeated, from the deliberation's recorded seed.

Weights follow from the latest release alone, from numbers that are published: whoever has many accounts and looks at
what each is asked learns nothing that does not stand in the file. Exact counts could be read off: a statement with a
single answer would weigh four times as much where that is an agreement. See docs/adr/0010-releases-of-a-deliberation.md

Each pair of person and statement has one number between 0 and 1, made of the seed and both ids; together with the
weights these numbers give every person an order of their own. Reloading a page therefore shows the same statement,
and a new statement changes nobody's order of the others. Source: Efraimidis and Spirakis, "Weighted random sampling
with a reservoir", 2006.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from math import log

from kuvend.engines.opinion.priorities import META, importance_of, novelty_of
from kuvend.participation.deliberation.releases.rounding import STEP

MIDDLE = (STEP - 1) // 2  # by which a number that was rounded down is too small, in the middle
LEAST_WEIGHT = 1e-6  # every statement is reached by somebody


def novelty(votes: int) -> float:
    """Return the weight of a statement that no map has weighed yet: the fewer votes it has, the sooner it is asked."""
    return float(novelty_of(votes)) ** 2


def weight(counts: Sequence[int], *, extremity: float, meta: bool) -> float:
    """Return how soon a statement is asked, by what is published of it: the engine's priority, from rounded counts.

    Args:
        counts: agrees, disagrees and passes, rounded down.
        extremity: how far from the middle of the map it stands, by published numbers (`findings.distances_of`).
        meta: it is about the person who answers.
    """
    if meta:
        return META
    has_votes = any(counts)
    agrees, disagrees, passes = (one + MIDDLE if has_votes else 0 for one in counts)
    votes = agrees + disagrees + passes
    importance = importance_of(agrees, disagrees, votes, extremity if has_votes else 0.0)
    return float((importance * novelty_of(votes)) ** 2)


def draw_statement(candidates: Iterable[tuple[int, float]], *, seed: str, voter: str) -> int | None:
    """Return the id of the statement that `voter` is asked next, or None when there is none.

    Args:
        candidates: (id, weight) of each statement this person has not answered.
        seed: the deliberation's.
    """
    best = min(((_wait(seed, voter, id_) / max(weight, LEAST_WEIGHT), id_) for id_, weight in candidates), default=None)
    return best[1] if best else None


def _wait(seed: str, voter: str, id_: int) -> float:
    """Return an exponentially distributed number, always the same for the same arguments."""
    digest = blake2b(f"{seed}:{voter}:{id_}".encode(), digest_size=8).digest()
    return -log((int.from_bytes(digest) + 1) / (2**64 + 1))
