"""From votes to a map: the steps in their order."""

from __future__ import annotations

import numpy as np

from . import parts
from .bridging import bridging_of
from .cautions import Quality, cautions_of
from .components import components_of
from .consensus import across_groups, consensus_of, group_informed
from .divisiveness import divisiveness_of
from .executors import HERE, Executor
from .grouping import Grouping
from .input import Flags, InputProblem, Moderation, Numbers, Settings, Votes
from .parts import Places
from .placing import grouped
from .positions import axes_of, positions_of
from .priorities import Priorities, priorities_of
from .representative import representative_of, standing_of
from .result import Consensus, Group, OpinionMap, Previous, Tally
from .shuffle import shuffled_table
from .table import Columns, Table, columns_of, table_of

NOBODY = -1


def draw_map(
    votes: Votes,
    *,
    moderation: Moderation | None = None,
    settings: Settings | None = None,
    previous: Previous | None = None,
    executor: Executor = HERE,
) -> OpinionMap:
    """Return the map of the votes; the same input gives the same map to the last bit, on any executor.

    `previous`: what the last map of this conversation left (`OpinionMap.as_previous`); signs, centres and the ids of
    groups go on from it.
    Raises InputProblem when the votes cannot make a map.
    """
    rules, judged = settings or Settings(), moderation or Moderation()
    counted_votes = votes.without(rules.without)
    return map_of(checked_table(counted_votes, judged, executor=executor), rules, previous=previous)


def checked_table(votes: Votes, moderation: Moderation, *, executor: Executor = HERE) -> Table:
    """Return the table of the votes. Raises InputProblem when it is too small for a map."""
    here = executor is HERE
    table = table_of(votes, moderation) if here else shuffled_table(votes, moderation, executor=executor)
    if len(table.people) < 2:
        raise InputProblem("only one person voted; a map needs two")
    if len(table.statements) < 2:
        raise InputProblem("there are votes on one statement only; a map needs two")
    return table


def map_of(table: Table, settings: Settings, *, previous: Previous | None = None) -> OpinionMap:
    """Return the map of a table."""
    columns = columns_of(table)
    components = components_of(table, columns, previous=_carried(table, previous))
    positions = positions_of(table, columns, components)
    grouping = grouped(table, columns, components, positions, settings, previous.grouping if previous else None)
    group_of = np.full(len(table.people), NOBODY)
    row_of = np.full(len(table.people), NOBODY)
    rows = _rows(table, grouping)
    row_of[rows] = grouping.labels
    group_of[rows] = np.array(grouping.ids)[grouping.labels]
    axes = axes_of(columns, components)
    tally = tally_of(table, columns, row_of, len(grouping.ids))
    groups = groups_of(table, grouping, tally, oddity=settings.mode == "polis")
    k = len(grouping.ids)
    stabilities = grouping.stabilities
    quality = Quality(grouping.silhouettes.get(k, 0.0), stabilities.get(k), grouping.silhouettes, stabilities)
    return OpinionMap(
        settings.mode, table.people, table.statements, table.silent, table.meta, positions, group_of, groups, axes,
        tally, consensus_in(table, tally, k),
        priorities_in(table, tally, axes.extremity),
        divisiveness_of(tally.agrees, tally.votes), quality,
        cautions_of([group.size for group in groups], quality), grouping,
        bridging_of(table, columns, positions, components[0]) if settings.bridging else None,
    )  # fmt: skip


def tally_of(table: Table, columns: Columns, row_of: Places, number: int) -> Tally:
    """Return the votes of each group and of everybody, moderated statements too."""
    counts = table.summed(parts.group_counts, table.cut(row_of), number=number)
    by_value = counts.reshape(number, -1, 3)
    return Tally(
        by_value[:, :, 2], by_value[:, :, 0], by_value.sum(axis=2), columns.agrees, columns.disagrees, columns.votes
    )


def groups_of(table: Table, grouping: Grouping, tally: Tally, *, oddity: bool) -> tuple[Group, ...]:
    """Return the groups with what they stand for."""
    return tuple(
        Group(
            group_id, int(grouping.sizes[row]), (float(grouping.centres[row, 0]), float(grouping.centres[row, 1])),
            tuple(representative_of(standing_of(row, tally.agrees, tally.disagrees, tally.votes), table.statements,
                                    ~table.silent, oddity=oddity)),
        )
        for row, group_id in enumerate(grouping.ids)
    )  # fmt: skip


def priorities_in(table: Table, tally: Tally, extremity: Numbers) -> Priorities:
    """Return the priorities of the statements from the votes of grouped people."""
    agrees, disagrees, votes = (one.sum(axis=0) for one in (tally.agrees, tally.disagrees, tally.votes))
    return priorities_of(agrees, disagrees, votes, extremity, table.meta)


def consensus_in(table: Table, tally: Tally, groups: int) -> Consensus:
    """Return what most think alike."""
    shaping: Flags = ~table.silent
    agree, disagree = (group_informed(one, tally.votes) for one in (tally.agrees, tally.disagrees))
    return Consensus(
        consensus_of(tally.all_agrees, tally.all_votes, table.statements, shaping),
        consensus_of(tally.all_disagrees, tally.all_votes, table.statements, shaping),
        agree, disagree, across_groups(agree, groups), across_groups(disagree, groups),
    )  # fmt: skip


def _rows(table: Table, grouping: Grouping) -> Places:
    """Return the rows of the table in which the grouped people stand."""
    order = np.argsort(table.people, kind="stable")
    return order[np.searchsorted(table.people[order], grouping.people)]


def _carried(table: Table, previous: Previous | None) -> Numbers | None:
    """Return the previous components on this table's statements, 0 for new ones."""
    if previous is None:
        return None
    carried = np.zeros((2, len(table.statements)))
    _, here, there = np.intersect1d(table.statements, previous.statements, assume_unique=True, return_indices=True)
    carried[:, here] = previous.components[:, there]
    return carried
