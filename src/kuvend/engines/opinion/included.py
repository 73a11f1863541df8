"""Who is grouped: people with enough votes, and whoever was grouped before (spec §3)."""

from __future__ import annotations

import numpy as np

from .input import Counts, Flags, Ids

LEAST_PEOPLE = 15


def included(people: Ids, votes: Counts, *, minimum: int, statements: int, staying: Ids) -> Flags:
    """Return whom to group, (P,). Passes and votes on silent statements count; below 15 people the keenest join."""
    joining = votes >= min(minimum, statements)
    if len(staying):
        joining |= np.isin(people, staying)
    missing = LEAST_PEOPLE - int(joining.sum())
    if missing > 0:
        keenest = np.argsort(-votes, kind="stable")
        keenest = keenest[~joining[keenest]][:missing]
        joining[keenest] = True
    return np.asarray(joining)
