"""What each group stands for: its representative statements, with the numbers behind each (spec §8.2 to §8.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .input import Counts, Flags, Ids, Numbers
from .parts import Places
from .proportions import SIGNIFICANT, difference_test, share, share_test

MOST = 5


@dataclass(frozen=True)
class Representative:
    """A statement that a group stands for, and why.

    `successes` of `trials` members who saw it chose `direction`; `share` is that, shrunken; `share_test` its z against
    one half; `ratio` its share over that of all other groups; `ratio_test` the z of that difference. `best_agree`: the
    statement that the group agrees on most, with `agrees`.
    """

    statement: int
    direction: str
    successes: int
    trials: int
    share: float
    share_test: float
    ratio: float
    ratio_test: float
    agrees: int | None = None
    best_agree: bool = False


@dataclass(frozen=True)
class Standing:
    """The numbers of one group on every statement, (C,) each; `rest` are all other groups."""

    agrees: Counts
    disagrees: Counts
    votes: Counts
    agree_share: Numbers
    disagree_share: Numbers
    agree_test: Numbers
    disagree_test: Numbers
    agree_ratio: Numbers
    disagree_ratio: Numbers
    agree_ratio_test: Numbers
    disagree_ratio_test: Numbers


def standing_of(group: int, agrees: Counts, disagrees: Counts, votes: Counts) -> Standing:
    """Return the numbers of the group in row `group` of the counts, (G, C) each."""
    a, d, n = agrees[group], disagrees[group], votes[group]
    ra, rd, rn = agrees.sum(axis=0) - a, disagrees.sum(axis=0) - d, votes.sum(axis=0) - n
    return Standing(
        a, d, n, share(a, n), share(d, n), share_test(a, n), share_test(d, n),
        share(a, n) / share(ra, rn), share(d, n) / share(rd, rn),
        difference_test(a, ra, n, rn), difference_test(d, rd, n, rn),
    )  # fmt: skip


def representative_of(standing: Standing, statements: Ids, shaping: Flags, *, oddity: bool) -> list[Representative]:
    """Return at most five statements, those that the group agrees with first.

    `oddity`: as the published program, let the statement of most agreement come out with its numbers of disagreement
    when these differ more from the rest, and name a statement also where nothing sets the group apart.
    """
    s = standing
    agreed = (s.agree_ratio_test > SIGNIFICANT) & (s.agree_test > SIGNIFICANT)
    disagreed = (s.disagree_ratio_test > SIGNIFICANT) & (s.disagree_test > SIGNIFICANT)
    sufficient = np.flatnonzero((agreed | disagreed) & shaping)
    best = _best_agree(s, shaping)
    first = [] if best is None else [_finished(s, statements, best, best_agree=True, oddity=oddity)]
    if not len(sufficient):
        return first or _least_bad(s, statements, shaping, oddity=oddity)
    weights = _weights(s, sufficient)
    order = sufficient[np.argsort(-weights, kind="stable")]
    further = [_finished(s, statements, int(at)) for at in order[: MOST + 1] if at != best]
    statements_of_group = (first + further)[:MOST]
    return sorted(statements_of_group, key=lambda one: one.direction != "agree")


def _weights(s: Standing, at: Places) -> Numbers:
    """Return the order of representative statements, larger first: ratio · z · share · z, in each one's direction."""
    agree = s.agree_ratio * s.agree_ratio_test * s.agree_share * s.agree_test
    disagree = s.disagree_ratio * s.disagree_ratio_test * s.disagree_share * s.disagree_test
    return np.asarray(np.where(s.agree_ratio_test > s.disagree_ratio_test, agree, disagree)[at])


def _best_agree(s: Standing, shaping: Flags) -> int | None:
    """Return the column that the group agrees on most, by walking the statements in order."""
    candidates = shaping & ((s.agrees > 0) | (s.disagrees > 0))
    alone = (s.agree_share * s.agree_test).tolist()
    together = (s.agree_ratio * s.agree_ratio_test * s.agree_share * s.agree_test).tolist()
    ratio = s.agree_ratio.tolist()
    enters = ((s.agree_test > SIGNIFICANT) | ((s.agree_ratio > 1) & (s.agree_share > 0.5))).tolist()
    current: int | None = None
    for at in np.flatnonzero(candidates).tolist():
        if current is None:
            better = enters[at]
        elif ratio[current] > 1:
            better = together[at] > together[current]
        else:
            better = alone[at] > alone[current]
        current = at if better else current
    return current


def _least_bad(s: Standing, statements: Ids, shaping: Flags, *, oddity: bool) -> list[Representative]:
    """Return the one statement on which the group differs most, when nothing is sufficient."""
    differs = np.where(shaping, np.maximum(s.agree_ratio_test, s.disagree_ratio_test), -np.inf)
    at = int(differs.argmax())
    return [_finished(s, statements, at)] if shaping[at] and (oddity or differs[at] > 0) else []


def _finished(
    s: Standing, statements: Ids, at: int, *, best_agree: bool = False, oddity: bool = True
) -> Representative:
    agree = bool(s.agree_ratio_test[at] > s.disagree_ratio_test[at]) or (best_agree and not oddity)
    numbers: tuple[Any, ...] = (
        (s.agrees, s.agree_share, s.agree_test, s.agree_ratio, s.agree_ratio_test)
        if agree
        else (s.disagrees, s.disagree_share, s.disagree_test, s.disagree_ratio, s.disagree_ratio_test)
    )
    successes, p, test, ratio, ratio_test = (one[at].item() for one in numbers)
    return Representative(
        int(statements[at]), "agree" if agree else "disagree", successes, int(s.votes[at]), p, test, ratio, ratio_test,
        agrees=int(s.agrees[at]) if best_agree else None, best_agree=best_agree,
    )  # fmt: skip
