"""Whether +1 is agree: raw tables of Polis, and a period of its exporter, have −1 for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .problems import PolisProblem
from .statements import Statement
from .votes import VoteLog


def signed(votes: VoteLog, sign: int) -> VoteLog:
    """Return the votes with +1 for agree, where the file has `sign` for it."""
    return VoteLog(votes.participants, votes.statements, (votes.values * sign).astype(np.int8), votes.times)


def check_signs(votes: VoteLog, statements: Sequence[Statement], place: str) -> None:
    """Raise PolisProblem when the counts of `comments.csv` fit the votes better upside down.

    Those counts also hold votes that were changed later, so they need not be equal: the nearer side is right.
    """
    known = [one for one in statements if one.agrees or one.disagrees]
    if not known:
        return
    stated = np.array([[one.agrees, one.disagrees] for one in known])
    ids = np.array([one.id for one in known])
    counted = np.stack(
        [[((votes.statements == one) & (votes.values == value)).sum() for one in ids] for value in (1, -1)], axis=1
    )
    straight, turned = np.abs(stated - counted).sum(), np.abs(stated - counted[:, ::-1]).sum()
    if turned < straight:
        raise PolisProblem(
            f"{place}: its votes stand upside down: comments.csv counts {stated[:, 0].sum()} agreements, "
            f"the votes of 1 are {counted[:, 0].sum()} and those of -1 are {counted[:, 1].sum()}; "
            "give --sign -1 where -1 is agree, or --sign 1 to take them as they are"
        )
