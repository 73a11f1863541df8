"""Who is grouped, in which mode, and how stable that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from . import parts
from .agreement import adjusted_rand_index
from .components import components_of
from .grouping import Grouping, given_groups, means
from .included import included
from .input import Flags, Ids, Mode, Numbers, Settings
from .parts import Places
from .people_sample import Sample, sample_of
from .polis_groups import polis_groups
from .positions import positions_of
from .stable_groups import Ballots, stable_groups, with_lineage
from .staying import with_stayers
from .table import Columns, Table, columns_of

LOSS = 0.05


@dataclass(frozen=True)
class Case:
    """What grouping works on; `kept` are ids of people who are grouped however few votes they have."""

    table: Table
    columns: Columns
    components: Numbers
    positions: Numbers
    settings: Settings
    kept: Ids

    def included(self, people: Ids, votes: Places) -> Flags:
        """Return which of some people, with so many votes each, are grouped."""
        statements = len(self.table.statements)
        return included(people, votes, minimum=self.settings.minimum_votes, statements=statements, kept=self.kept)


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
    kept = np.fromiter(settings.keep_grouped, np.int64, len(settings.keep_grouped))
    kept = kept if previous is None else np.concatenate([kept, previous.people])
    case = Case(table, columns, components, positions, settings, kept)
    rows = np.flatnonzero(case.included(table.people, votes))
    if settings.mode is Mode.POLIS:
        found = polis_groups(table.people[rows], positions[rows], pinned=settings.groups, previous=previous)
        return replace(found, stabilities=_polis_stability(case, found, rows))
    return _stable(case, previous, rows, votes)


def _given(table: Table, positions: Numbers, given: dict[int, int]) -> Grouping:
    ids = sorted(set(given.values()))
    place = {one: row for row, one in enumerate(ids)}
    rows = [row for row, person in enumerate(table.people.tolist()) if person in given]
    people = table.people[rows]
    labels = np.array([place[given[person]] for person in people.tolist()], np.intp)
    return given_groups(people, positions[rows], labels, tuple(ids))


def _sample(case: Case, rows: Places) -> tuple[Sample, Flags]:
    """Return the people whose stability is measured, and by row of the table who is grouped."""
    inside = np.zeros(len(case.table.people), bool)
    inside[rows] = True
    return sample_of(case.table, inside), inside


def _stable(case: Case, previous: Grouping | None, rows: Places, votes: Places) -> Grouping:
    settings, positions = case.settings, case.positions
    sample, inside = _sample(case, rows)
    chosen = sample.rows[inside[sample.rows]]
    ballots = Ballots(chosen, positions[chosen], votes[chosen])
    thinned = [_thinned(case, sample, run) for run in range(settings.stability_runs)]
    found = stable_groups(ballots, thinned, seed=settings.seed, pinned=settings.groups, previous=previous)
    everybody = replace(found, people=case.table.people[rows], labels=found.placed(positions[rows]))
    everybody = replace(everybody, centres=means(positions[rows], everybody.labels, len(found.ids)))
    if previous is None:
        return everybody
    named = with_lineage(everybody, everybody.people, previous)
    return with_stayers(named, positions[rows], previous, least=settings.least_movers)


def _thinned(case: Case, sample: Sample, run: int) -> Ballots:
    """Return the sample's ballots after a loss of votes. Of a small conversation everything is computed anew; of a
    part of a large one the axes stay, since 5 % of its votes hardly move them.
    """
    left = sample.thinned(np.random.default_rng((case.settings.seed, run)), LOSS)
    small = left.table(case.table)
    columns, components = case.columns, case.components
    if sample.whole:
        columns = columns_of(small)
        components = components_of(small, columns, previous=components)
    points = positions_of(small, columns, components)
    inside = np.flatnonzero(case.included(case.table.people[left.rows], left.lengths))
    return Ballots(left.rows[inside], points[inside], left.lengths[inside])


def _polis_stability(case: Case, found: Grouping, rows: Places) -> dict[int, float]:
    """Return how stable the chosen number of groups is, each run grouped from the start."""
    if not case.settings.stability_runs:
        return {}
    sample, _ = _sample(case, rows)
    scores, k = [], len(found.ids)
    for run in range(case.settings.stability_runs):
        left = _thinned(case, sample, run)
        order = np.argsort(left.rows)
        again = polis_groups(left.rows[order], left.points[order], pinned=k)
        _, here, there = np.intersect1d(rows, again.people, assume_unique=True, return_indices=True)
        scores.append(adjusted_rand_index(found.labels[here], again.labels[there]))
    return {k: float(np.mean(scores))}
