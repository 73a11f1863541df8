"""The bridging score: what people like beyond what their side likes.

A matrix factorisation with one factor, vote ≈ mean + leniency of the person + score of the statement + factor ·
factor, fitted by regularised least squares in turns. What the factor explains is agreement along the main line of
conflict; the statement's score is what is left, agreement across it. Source: S. Wojcik and others, Birdwatch: Crowd
Wisdom and Bridging Algorithms can Inform Understanding and Reduce the Spread of Misinformation, 2022.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import parts
from .input import Flags, Numbers
from .parts import Part, Places
from .table import Columns, Table

INTERCEPT_WEIGHT = 0.15  # five times that of the factors: what is shared must be earned
FACTOR_WEIGHT = 0.03
ROUNDS = 60
SETTLED = 1e-7


@dataclass(frozen=True)
class Bridging:
    """By statement, (C,) each: `score`, above 0 where all sides agree more than usual, and `factor`, which side it
    speaks for. `mean` is the mean vote. A silent statement has 0.
    """

    mean: float
    score: Numbers
    factor: Numbers


def bridging_of(table: Table, columns: Columns, positions: Numbers, first: Numbers) -> Bridging:
    """Return the scores. `positions` (P, 2) and `first`, the first component (C,), are where the factors start."""
    counts = columns.counts.reshape(-1, 3) * ~table.silent[:, None]
    mean = float((counts[:, 2] - counts[:, 0]).sum() / max(counts.sum(), 1))
    spread = float(np.sqrt((positions[:, 0] ** 2).mean())) or 1.0
    people = np.stack([np.zeros(len(positions)), positions[:, 0] / spread], axis=1)
    statements = np.stack([np.zeros(len(first)), first], axis=1)
    for _ in range(ROUNDS):
        before = statements
        statements = _statements(table, columns, people, mean)
        people = table.joined(person_factors, statements=statements, shaping=~table.silent, mean=mean)
        if np.abs(statements - before).max() < SETTLED:
            break
    return Bridging(mean, statements[:, 0], statements[:, 1])


def _statements(table: Table, columns: Columns, people: Numbers, mean: float) -> Numbers:
    """Return score and factor of each statement, (C, 2), from those of the people, (P, 2)."""
    sums = table.summed(statement_sums, table.cut(people))
    by_value = sums.reshape(4, -1, 3)
    n = columns.counts.reshape(-1, 3).sum(axis=1)
    leniency, factor, square, cross = by_value.sum(axis=2)
    votes = columns.counts.reshape(-1, 3) @ np.array([-1.0, 0.0, 1.0])
    along = by_value[1] @ np.array([-1.0, 0.0, 1.0])
    solution = _solved(n, factor, square, votes - mean * n - leniency, along - mean * factor - cross)
    return solution * ~table.silent[:, None]


def statement_sums(part: Part, people: Numbers) -> Numbers:
    """Return by code the sums over its people of leniency, factor, factor² and leniency · factor, (4, 3C)."""
    leniency, factor = people.T
    return np.stack([parts.code_sums(part, one) for one in (leniency, factor, factor**2, leniency * factor)])


def person_factors(part: Part, *, statements: Numbers, shaping: Flags, mean: float) -> Numbers:
    """Return leniency and factor of each person, (rows, 2), from those of the statements, (C, 2)."""
    score, factor = (np.repeat(column, 3) for column in statements.T)
    counts = np.repeat(shaping.astype(float), 3)
    residual = (np.tile([-1.0, 0.0, 1.0], len(shaping)) - mean - score) * counts
    n, f, ff, v, fv = (
        parts.row_sums(part, column)
        for column in (counts, counts * factor, counts * factor**2, residual, residual * factor)
    )
    return _solved(n, f, ff, v, fv)


def _solved(n: Numbers | Places, f: Numbers, ff: Numbers, v: Numbers, fv: Numbers) -> Numbers:
    """Return intercept and factor of many regularised least squares at once, (m, 2)."""
    a, d = n + INTERCEPT_WEIGHT, ff + FACTOR_WEIGHT
    determinant = a * d - f * f
    return np.stack([(v * d - fv * f) / determinant, (fv * a - v * f) / determinant], axis=1)
