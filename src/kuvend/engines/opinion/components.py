"""The two axes of the map: the top two right singular vectors of the sparse centred matrix Z (spec §4).

Exact at every size, without the random mini-batches of the original program. Lanczos with full
re-orthogonalisation on v → Zᵀ(Zv); where it is cheaper, ZᵀZ is added up once. Source: G. Golub, C. Van Loan,
Matrix Computations, 4th edition, chapter 10.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import parts
from .input import Numbers
from .table import Columns, Table

TOLERANCE = 1e-15
LOOSER = 1e-10  # above this many cells: still far below what a vote changes
MANY_CELLS = 1_000_000
STEPS = 400
DENSE_WORK = 2e9  # people · statements²: up to here ZᵀZ is added up


def components_of(table: Table, columns: Columns, *, previous: Numbers | None = None) -> Numbers:
    """Return both components, (2, C), of unit length (or 0 where Z has no such direction).

    `previous` (2, C): components of the last map on these statements, 0 for new ones. They are the start, and a sign
    is kept: a component whose product with its previous one is negative is turned round. Without it the entry of
    largest magnitude is positive.
    """
    width = len(table.statements)
    if min(width, len(table.people)) == 1:
        return np.concatenate([np.eye(1, width), np.zeros((1, width))])
    times, exact = _operator(table, columns)
    start = np.ones(width) if previous is None else previous.sum(axis=0)
    components = top_two(
        times, np.where(table.silent, 0.0, start + 1e-3), np.flatnonzero(~table.silent), tolerance=exact
    )
    return signed(components, previous)


def _operator(table: Table, columns: Columns) -> tuple[Callable[[Numbers], Numbers], float]:
    """Return v → Zᵀ(Zv), and the relative residual to reach."""
    width = len(table.statements)
    if len(table.people) * width**2 <= DENSE_WORK:
        square: Numbers = table.summed(parts.gram, table=columns.values)
        return (lambda v: square @ v), TOLERANCE

    def times(v: Numbers) -> Numbers:
        sums = table.summed(parts.product, table=columns.values * np.repeat(v, 3))
        return np.asarray((sums * columns.values).reshape(-1, 3).sum(axis=1))

    return times, TOLERANCE if columns.counts.sum() < MANY_CELLS else LOOSER


def top_two(times: Callable[[Numbers], Numbers], start: Numbers, free: np.ndarray, *, tolerance: float) -> Numbers:
    """Return the two eigenvectors of the largest eigenvalues of a symmetric operator, (2, C).

    `free`: the places at which a vector may differ from 0.
    """
    width, dimension = len(start), len(free)
    limit = min(dimension, STEPS)
    basis, alpha, beta = np.zeros((limit + 1, width)), np.zeros(limit), np.zeros(limit)
    if limit == 0:
        return np.zeros((2, width))
    basis[0] = start / (np.linalg.norm(start) or 1.0)
    vectors = np.eye(1)
    for step in range(limit):
        new = times(basis[step])
        alpha[step] = new @ basis[step]
        new = _orthogonal(new, basis[: step + 1])
        beta[step] = np.linalg.norm(new)
        scale = max(np.abs(alpha[: step + 1]).max(), beta[: step + 1].max())
        if beta[step] <= 1e-14 * scale or scale == 0.0:
            beta[step], new = 0.0, _outside(basis[: step + 1], free, step)
        basis[step + 1] = new / (np.linalg.norm(new) or 1.0)
        if step % 4 == 3 or step == limit - 1:
            values, vectors = np.linalg.eigh(_tridiagonal(alpha[: step + 1], beta[:step]))
            if beta[step] > 0 and step > 2 and (beta[step] * np.abs(vectors[-1, -2:])).max() <= tolerance * values[-1]:
                break
    size = len(vectors)
    components = np.zeros((2, width))
    components[: min(2, size)] = (vectors[:, ::-1][:, :2].T @ basis[:size])[:2]
    return _without_empty(components, times, scale)


def _tridiagonal(alpha: Numbers, beta: Numbers) -> Numbers:
    return np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)


def _orthogonal(vector: Numbers, basis: Numbers) -> Numbers:
    """Take the basis out of a vector, twice for the sake of rounding."""
    for _ in range(2):
        vector = vector - basis.T @ (basis @ vector)
    return vector


def _outside(basis: Numbers, free: np.ndarray, step: int) -> Numbers:
    """Return a vector outside the basis: the space was exhausted, yet an eigenvalue may occur more than once."""
    vector = np.zeros(basis.shape[1])
    vector[free] = np.random.default_rng(step).standard_normal(len(free))
    remainder = _orthogonal(vector, basis)
    return remainder if np.linalg.norm(remainder) > 1e-9 else np.zeros_like(remainder)


def _without_empty(components: Numbers, times: Callable[[Numbers], Numbers], scale: float) -> Numbers:
    """Put 0 for a direction in which Z does nothing: its sign and place would mean nothing."""
    for number, vector in enumerate(components):
        length = np.linalg.norm(vector)
        idle = length < 0.5 or vector @ times(vector) <= 1e-12 * max(scale, 1e-300)
        components[number] = 0.0 if idle else vector / length
    return components


def signed(components: Numbers, previous: Numbers | None) -> Numbers:
    """Turn each component so that its sign is that of the previous one, or its largest entry is positive."""
    along = np.zeros(2) if previous is None else (components * previous).sum(axis=1)
    largest = components[np.arange(2), np.abs(components).argmax(axis=1)]
    return components * np.where(np.where(along == 0, largest, along) < 0, -1.0, 1.0)[:, None]
