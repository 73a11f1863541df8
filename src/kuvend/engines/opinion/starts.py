"""Weighted k-means from many starts at once, for mode `stable`: k-means++ (D. Arthur, S. Vassilvitskii, 2007)."""

from __future__ import annotations

import numpy as np

from .input import Numbers
from .parts import Places

STARTS = 10
ROUNDS = 60
SETTLED = 1e-6  # of the spread
KEPT_WITHIN = 1.02  # the previous centres stay when their objective is at most this times the best


def best_centres(
    points: Numbers, weights: Numbers, k: int, rng: np.random.Generator, *, previous: Numbers | None = None
) -> Numbers:
    """Return the centres (k, 2) of the best of several starts, or those that went on from `previous` if as good."""
    starts = _seeded(points, weights, k, rng)
    if previous is not None and len(previous) == k:
        starts = np.concatenate([previous[None], starts])
    centres, spread = _settled(points, weights, starts)
    best = int(spread.argmin())
    if previous is not None and len(previous) == k and spread[0] <= KEPT_WITHIN * spread[best]:
        best = 0
    return np.asarray(centres[best])


def _seeded(points: Numbers, weights: Numbers, k: int, rng: np.random.Generator) -> Numbers:
    """Return `STARTS` sets of k starting points, (S, k, 2), each far from the others."""
    starts = np.empty((STARTS, k, 2))
    nearest = np.ones((STARTS, len(points)))
    for number in range(k):
        steps = np.cumsum(nearest * weights, axis=1)
        draws = rng.random(STARTS) * steps[:, -1]
        at = np.minimum((steps <= draws[:, None]).sum(axis=1), len(points) - 1)
        starts[:, number] = points[at]
        apart = ((points[None] - starts[:, number, None]) ** 2).sum(axis=2)
        nearest = apart if number == 0 else np.minimum(nearest, apart)
    return starts


def _settled(points: Numbers, weights: Numbers, centres: Numbers) -> tuple[Numbers, Numbers]:
    """Return the centres (S, k, 2) after Lloyd's steps, and the objective of each start (S,)."""
    starts, k, _ = centres.shape
    close = SETTLED * (np.sqrt((points**2).sum(axis=1)).max() + 1e-300)
    offsets = np.arange(starts) * k
    heavy = np.repeat(weights, starts)
    weighted = [np.repeat(weights * axis, starts) for axis in points.T]
    for _ in range(ROUNDS):
        keys = (nearest_of(points, centres) + offsets).ravel()
        mass = np.bincount(keys, weights=heavy, minlength=starts * k)
        sums = np.stack([np.bincount(keys, weights=axis, minlength=starts * k) for axis in weighted], axis=1)
        moved = np.where(mass[:, None] > 0, sums / np.maximum(mass, 1e-300)[:, None], centres.reshape(-1, 2))
        moved = moved.reshape(starts, k, 2)
        still = np.abs(moved - centres).max() <= close
        centres = moved
        if still:
            break
    labels = nearest_of(points, centres)
    own = centres[np.arange(starts), labels]
    return centres, (weights[:, None] * ((points[:, None] - own) ** 2).sum(axis=2)).sum(axis=0)


def nearest_of(points: Numbers, centres: Numbers) -> Places:
    """Return for each point and start the row of the nearest centre, (n, S)."""
    flat = centres.reshape(-1, 2)
    apart = points @ (-2.0 * flat.T) + (flat**2).sum(axis=1)
    return np.asarray(apart.reshape(len(points), centres.shape[0], centres.shape[1]).argmin(axis=2))
