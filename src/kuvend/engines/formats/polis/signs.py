"""Whether +1 is agree: raw tables of Polis, and a period of its exporter, have −1 for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .matrix import Matrix
from .problems import PolisProblem
from .statements import Statement
from .votes import VoteLog

SIGN = "give --sign -1 where -1 is agree, or --sign 1 to take them as they are"


def signed(votes: VoteLog, sign: int) -> VoteLog:
    """Return the votes with +1 for agree, where the file has `sign` for it."""
    return VoteLog(votes.participants, votes.statements, (votes.values * sign).astype(np.int8), votes.times)


def check_signs(votes: VoteLog, statements: Sequence[Statement], place: str) -> None:
    """Raise PolisProblem when the counts of `comments.csv` fit the votes better upside down.

    Those counts also hold votes that were changed later, so they need not be equal: the nearer side is right.
    """
    counts = {one.id: (one.agrees, one.disagrees) for one in statements}
    _check_counts(votes.statements, votes.values, counts, place, "comments.csv")


def check_matrix_signs(matrix: Matrix, place: str) -> None:
    """Raise PolisProblem when the counts of a matrix (`n-agree`, `n-disagree`) fit its votes better upside down."""
    votes = matrix.votes
    _check_counts(votes.participants, votes.values, matrix.counts, place, "its column n-agree")


def _check_counts(
    of: NDArray[np.int64],
    values: NDArray[np.int8],
    counts_by_id: Mapping[int, tuple[int, int]],
    place: str,
    counter: str,
) -> None:
    """Raise PolisProblem when what is stated of statements or people fits the votes better upside down."""
    ids = sorted(one for one, counts in counts_by_id.items() if any(counts))
    if not ids:
        return
    published = np.array([counts_by_id[one] for one in ids])
    columns = [of[values == value] for value in (1, -1)]
    counted = np.stack([_counts(column, np.array(ids)) for column in columns], axis=1)
    straight, turned = np.abs(published - counted).sum(), np.abs(published - counted[:, ::-1]).sum()
    if turned < straight:
        raise PolisProblem(
            f"{place}: its votes stand upside down: {counter} counts {published[:, 0].sum()} agreements, "
            f"the votes of 1 are {counted[:, 0].sum()} and those of -1 are {counted[:, 1].sum()}; {SIGN}"
        )


def _counts(column: NDArray[np.int64], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how often each of `ids`, which is sorted, stands in the column."""
    ordered = np.sort(column)
    return np.searchsorted(ordered, ids, side="right") - np.searchsorted(ordered, ids, side="left")


def check_log_against_matrix(votes: VoteLog, matrix: VoteLog, place: str, matrix_place: str) -> None:
    """Raise PolisProblem when a log's last votes are not those of the final matrix: upside down, or another's.

    The two may be of different minutes, so single votes may differ.
    """
    logged, final = _last(votes, matrix)
    _shared, here, there = np.intersect1d(logged[0], final[0], assume_unique=True, return_indices=True)
    log_values, final_values = logged[1][here].astype(int), final[1][there].astype(int)
    equal, turned = (
        int((log_values == final_values).sum()),
        int(((log_values == -final_values) & (log_values != 0)).sum()),
    )
    if turned > equal:
        raise PolisProblem(
            f"{place}: its votes stand upside down: of {len(log_values)} votes of {matrix_place} "
            f"{equal} are the same and {turned} the opposite; {SIGN}"
        )
    if equal * 2 < len(log_values):
        raise PolisProblem(f"{place}: only {equal} of {len(log_values)} votes of {matrix_place} are the same in it")


def _last(*logs: VoteLog) -> list[tuple[NDArray[np.int64], NDArray[np.int8]]]:
    """Return of each log its pairs of person and statement, once each, as numbers for all logs, and the last votes."""
    statements = np.unique(np.concatenate([log.statements for log in logs]))
    people = np.unique(np.concatenate([log.participants for log in logs]))
    last_votes = []
    for log in logs:
        order = np.arange(len(log)) if log.times is None else np.argsort(log.times, kind="stable")
        backwards = order[::-1]
        pairs = np.searchsorted(people, log.participants) * len(statements)
        pairs += np.searchsorted(statements, log.statements)
        keys, first = np.unique(pairs[backwards], return_index=True)
        last_votes.append((keys, log.values[backwards[first]]))
    return last_votes
