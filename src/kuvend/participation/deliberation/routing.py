"""Which statement is asked next: a weighted draw that can be repeated, from the deliberation's recorded seed.

Each pair of person and statement has one number between 0 and 1, made of the seed and both ids; together with the
weights these numbers give every person an order of their own. Reloading a page therefore shows the same statement,
and a new statement changes nobody's order of the others. Source: Efraimidis and Spirakis, "Weighted random sampling
with a reservoir", 2006.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from math import log

LEAST_WEIGHT = 1e-6  # every statement is reached by somebody


def novelty(votes: int) -> float:
    """Return the weight of a statement that no map has weighed yet: the fewer votes it has, the sooner it is asked."""
    return float(1 + 8 * 2 ** (-votes / 5)) ** 2


def draw(candidates: Iterable[tuple[int, float]], *, seed: str, who: str) -> int | None:
    """Return the id of the statement that `who` is asked next, or None when there is none.

    Args:
        candidates: (id, weight) of each statement this person has not answered.
        seed: the deliberation's.
    """
    best = min(((_wait(seed, who, id_) / max(weight, LEAST_WEIGHT), id_) for id_, weight in candidates), default=None)
    return best[1] if best else None


def _wait(seed: str, who: str, id_: int) -> float:
    """Return an exponentially distributed number, always the same for the same arguments."""
    digest = blake2b(f"{seed}:{who}:{id_}".encode(), digest_size=8).digest()
    return -log((int.from_bytes(digest) + 1) / (2**64 + 1))
