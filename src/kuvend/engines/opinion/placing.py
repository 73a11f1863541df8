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
    """What grouping works on; `sticky` are ids of people who are grouped however few votes they have."""

    table: Table
    columns: Columns
    components: Numbers
    positions: Numbers
    settings: Settings
    sticky: Ids

    def included(self, people: Ids, votes: Places) -> Flags:
        """Return which of some people, with so many votes each, are grouped."""
        statements = len(self.table.statements)
        return included(people, votes, minimum=self.settings.minimum_votes, statements=statements, staying=self.sticky)


def grouped(
    table: Table,
    columns: Columns,
    components: Numbers,
    positions: Numbers,
    settings: Settings,
    previous: Grouping | None,
) -> Grouping:
    """Return the grouping; its people are ids."""
    if settings.fixed_groups is not None:
        return _pinned_grouping(table, positions, settings.fixed_groups)
    votes = table.joined(parts.lengths)
    sticky = np.fromiter(settings.keep_grouped, np.int64, len(settings.keep_grouped))
    sticky = sticky if previous is None else np.concatenate([sticky, previous.people])
    case = Case(table, columns, components, positions, settings, sticky)
    rows = np.flatnonzero(case.included(table.people, votes))
    if settings.mode is Mode.POLIS:
        grouping = polis_groups(table.people[rows], positions[rows], pinned=settings.groups, previous=previous)
        return replace(grouping, stabilities=_polis_stability(case, grouping, rows))
    return _stable(case, previous, rows, votes)


def _pinned_grouping(table: Table, positions: Numbers, group_by_person: dict[int, int]) -> Grouping:
    ids = sorted(set(group_by_person.values()))
    place = {one: row for row, one in enumerate(ids)}
    rows = [row for row, person in enumerate(table.people.tolist()) if person in group_by_person]
    people = table.people[rows]
    labels = np.array([place[group_by_person[person]] for person in people.tolist()], np.intp)
    return given_groups(people, positions[rows], labels, tuple(ids))


def _sample(case: Case, rows: Places) -> tuple[Sample, Flags]:
    """Return the people whose stability is measured, and by row of the table who is grouped."""
    inside = np.zeros(len(case.table.people), bool)
    inside[rows] = True
    return sample_of(case.table, inside), inside


def _stable(case: Case, previous: Grouping | None, rows: Places, votes: Places) -> Grouping:
    settings, positions = case.settings, case.positions
    sample, inside = _sample(case, rows)
    sampled_rows = sample.rows[inside[sample.rows]]
    ballots = Ballots(sampled_rows, positions[sampled_rows], votes[sampled_rows])
    thinned = [_thinned(case, sample, run) for run in range(settings.stability_runs)]
    grouping = stable_groups(ballots, thinned, seed=settings.seed, pinned=settings.groups, previous=previous)
    everybody = replace(grouping, people=case.table.people[rows], labels=grouping.placed(positions[rows]))
    everybody = replace(everybody, centres=means(positions[rows], everybody.labels, len(grouping.ids)))
    if previous is None:
        return everybody
    with_ids = with_lineage(everybody, everybody.people, previous)
    return with_stayers(with_ids, positions[rows], previous, least=settings.least_movers)


def _thinned(case: Case, sample: Sample, run: int) -> Ballots:
    """Return the sample's ballots after a loss of votes. Of a small conversation everything is computed anew; of a
    part of a large one the axes stay, since 5 % of its votes hardly move them.
    """
    thinned = sample.thinned(np.random.default_rng((case.settings.seed, run)), LOSS)
    small = thinned.table(case.table)
    columns, components = case.columns, case.components
    if sample.whole:
        columns = columns_of(small)
        components = components_of(small, columns, previous=components)
    points = positions_of(small, columns, components)
    inside = np.flatnonzero(case.included(case.table.people[thinned.rows], thinned.lengths))
    return Ballots(thinned.rows[inside], points[inside], thinned.lengths[inside])


def _polis_stability(case: Case, grouping: Grouping, rows: Places) -> dict[int, float]:
    """Return how stable the chosen number of groups is, each run grouped from the start."""
    if not case.settings.stability_runs:
        return {}
    sample, _ = _sample(case, rows)
    scores, k = [], len(grouping.ids)
    for run in range(case.settings.stability_runs):
        ballots = _thinned(case, sample, run)
        order = np.argsort(ballots.rows)
        again = polis_groups(ballots.rows[order], ballots.points[order], pinned=k)
        _, here, there = np.intersect1d(rows, again.people, assume_unique=True, return_indices=True)
        scores.append(adjusted_rand_index(grouping.labels[here], again.labels[there]))
    return {k: float(np.mean(scores))}
