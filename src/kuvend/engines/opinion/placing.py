"""Who is grouped, in which mode, and how stable that is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import parts
from .agreement import adjusted_rand_index
from .components import components_of
from .grouping import Grouping, given_groups
from .included import included
from .input import Flags, Ids, Mode, Numbers, Settings
from .parts import Places
from .people_sample import Sample, sample_of
from .polis_groups import polis_groups
from .positions import positions_of
from .stable_groups import Ballots, stable_groups, with_lineage
from .table import Columns, Table, columns_of

LOSS = 0.05


def grouped(
    table: Table,
    columns: Columns,
    components: Numbers,
    positions: Numbers,
    settings: Settings,
    previous: Grouping | None,
) -> Grouping:
    """Return the grouping; its people are ids."""
    if settings.given is not None:
        return _given(table, positions, settings.given)
    votes = table.joined(parts.lengths)
    rows = np.flatnonzero(_included(table, table.people, votes, settings))
    if settings.mode is Mode.POLIS:
        found = polis_groups(table.people[rows], positions[rows], pinned=settings.groups, previous=previous)
        return replace(found, stabilities=_polis_stability(table, columns, components, settings, found, rows))
    return _stable(table, columns, components, positions, settings, previous, rows, votes)


def _included(table: Table, people: Ids, votes: Places, settings: Settings) -> Flags:
    return included(
        people, votes, minimum=settings.minimum_votes, statements=len(table.statements), kept=settings.keep_grouped
    )


def _given(table: Table, positions: Numbers, given: dict[int, int]) -> Grouping:
    ids = sorted(set(given.values()))
    place = {one: row for row, one in enumerate(ids)}
    rows = [row for row, person in enumerate(table.people.tolist()) if person in given]
    people = table.people[rows]
    labels = np.array([place[given[person]] for person in people.tolist()], np.intp)
    return given_groups(people, positions[rows], labels, tuple(ids))


def _stable(
    table: Table, columns: Columns, components: Numbers, positions: Numbers, settings: Settings,
    previous: Grouping | None, rows: Places, votes: Places,
) -> Grouping:  # fmt: skip
    inside = np.zeros(len(table.people), bool)
    inside[rows] = True
    sample = sample_of(table, inside)
    chosen = sample.rows[inside[sample.rows]]
    ballots = Ballots(chosen, positions[chosen], votes[chosen])
    thinned = [_thinned(table, columns, components, sample, settings, run) for run in range(settings.stability_runs)]
    found = stable_groups(ballots, thinned, seed=settings.seed, pinned=settings.groups, previous=previous)
    everybody = replace(found, people=table.people[rows], labels=found.placed(positions[rows]))
    return with_lineage(everybody, everybody.people, previous) if previous else everybody


def _thinned(
    table: Table, columns: Columns, components: Numbers, sample: Sample, settings: Settings, run: int
) -> Ballots:
    """Return the sample's ballots after a loss of votes. Of a small conversation everything is computed anew; of a
    part of a large one the axes stay, since 5 % of its votes hardly move them.
    """
    left = sample.thinned(np.random.default_rng((settings.seed, run)), LOSS)
    small = left.table(table)
    if sample.whole:
        columns = columns_of(small)
        components = components_of(small, columns, previous=components)
    points = positions_of(small, columns, components)
    inside = np.flatnonzero(_included(table, table.people[left.rows], left.lengths, settings))
    return Ballots(left.rows[inside], points[inside], left.lengths[inside])


def _polis_stability(
    table: Table, columns: Columns, components: Numbers, settings: Settings, found: Grouping, rows: Places
) -> dict[int, float]:
    """Return how stable the chosen number of groups is, each run grouped from the start."""
    if not settings.stability_runs:
        return {}
    inside = np.zeros(len(table.people), bool)
    inside[rows] = True
    sample = sample_of(table, inside)
    scores, k = [], len(found.ids)
    for run in range(settings.stability_runs):
        left = _thinned(table, columns, components, sample, settings, run)
        order = np.argsort(left.rows)
        again = polis_groups(left.rows[order], left.points[order], pinned=k)
        _, here, there = np.intersect1d(rows, again.people, assume_unique=True, return_indices=True)
        scores.append(adjusted_rand_index(found.labels[here], again.labels[there]))
    return {k: float(np.mean(scores))}
