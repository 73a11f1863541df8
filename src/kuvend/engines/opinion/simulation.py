"""Simulated people who vote: camps with opinions of their own, for trying out and for measuring speed."""

from __future__ import annotations

import numpy as np

from .input import InputProblem, Numbers, Votes
from .parts import Places

CAMPS = 3
FIRST = 1_767_225_600_000  # 2026-01-01 in milliseconds: simulated votes follow each other by a second
SECOND = 1000
PASSES = 0.45  # opinions weaker than this pass


def simulate(*, people: int, statements: int, votes: int, seed: int) -> Votes:
    """Return exactly `votes` votes, at most one of a person on a statement; the same seed gives the same votes.

    People belong to three camps of different size; some vote much more than others. Everybody votes when there are
    enough votes. Raises InputProblem when the numbers do not fit.
    """
    if min(people, statements) < 2 or votes < 1:
        raise InputProblem("simulate at least 2 people, 2 statements and 1 vote")
    if votes > people * statements:
        raise InputProblem(f"{people} people can cast at most {people * statements} votes on {statements} statements")
    rng = np.random.default_rng(seed)
    cells = _cells(people, statements, votes, rng)
    person, statement = np.divmod(cells, statements)
    values = _opinions(person, statement, people, statements, rng)
    return Votes(person, statement, values, FIRST + SECOND * np.arange(votes, dtype=np.int64))


def _cells(people: int, statements: int, votes: int, rng: np.random.Generator) -> Places:
    """Return distinct cells (person · statements + statement) in the order in which they are voted."""
    if votes * 2 > people * statements:
        return rng.permutation(people * statements)[:votes]
    eager = np.cumsum(rng.lognormal(0.0, 0.7, people))
    cells = np.arange(people) * statements + rng.integers(0, statements, people)
    cells = rng.permutation(cells)[:votes]
    while len(cells) < votes:
        more = int((votes - len(cells)) * 1.1) + 16
        people_ = np.minimum(np.searchsorted(eager, rng.random(more) * eager[-1]), people - 1)
        draws = np.unique(people_ * statements + rng.integers(0, statements, more))
        draws = rng.permutation(np.setdiff1d(draws, cells, assume_unique=True))
        cells = np.concatenate([cells, draws[: votes - len(cells)]])
    return rng.permutation(cells)


def _opinions(
    person: Places, statement: Places, people: int, statements: int, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    centres = rng.normal(0.0, 1.4, (CAMPS, 2))
    camp = rng.choice(CAMPS, people, p=[0.5, 0.3, 0.2])
    where: Numbers = centres[camp] + rng.normal(0.0, 0.5, (people, 2))
    directions = rng.normal(0.0, 1.0, (statements, 2))
    liked = rng.normal(0.4, 0.8, statements)
    opinion = liked[statement] + rng.logistic(0.0, 0.6, len(person))
    for axis in range(2):
        opinion += where[person, axis] * directions[statement, axis]
    return (opinion > PASSES).astype(np.int8) - (opinion < -PASSES).astype(np.int8)
