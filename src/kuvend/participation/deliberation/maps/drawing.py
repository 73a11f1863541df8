"""The one module that draws with the engine: from the votes of a deliberation to what is kept of its map.

What is kept here is exact and shown to nobody: what is shown follows from the rounded numbers of its groups
(`releases/findings.py`). Mathematics and sources: docs/explanation/opinion-map.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuvend.engines.opinion import (
    InputProblem,
    Moderation,
    OpinionMap,
    Previous,
    Settings,
    Votes,
    draw_closing_map,
    draw_map,
)
from kuvend.participation.deliberation.maps.letters import carried_on, names_after
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.releases.rounding import STEP, all_down

LEAST_PEOPLE = 15  # fewer are not grouped at all (the published mathematics groups at least so many)


@dataclass(frozen=True)
class GroupAnswers:
    """How groups answered: `ids` and `sizes` (G,), and agrees, disagrees and passes on each statement (G, C, 3).

    `statements` (C,): their row ids.
    """

    ids: Sequence[int]
    sizes: NDArray[np.int64]
    statements: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, opinion: OpinionMap) -> GroupAnswers:
        """Return those of a map, exact."""
        tally = opinion.tally
        counts = np.stack([tally.agrees, tally.disagrees, tally.votes - tally.agrees - tally.disagrees], axis=2)
        sizes = np.array([group.size for group in opinion.groups], np.int64)
        return cls([group.id for group in opinion.groups], sizes, opinion.statements, counts.astype(np.int64))

    def rounded(self) -> GroupAnswers:
        """Return them as they are published: rounded down, and no group of fewer than STEP people."""
        sizes = all_down(self.sizes)
        rows = np.flatnonzero(sizes).tolist()
        ids = [self.ids[row] for row in rows]
        return GroupAnswers(ids, sizes[rows], self.statements, all_down(self.counts[rows]))

    def order(self) -> list[int]:
        """Return the rows of the groups in an order that published numbers tell: the largest first."""
        sizes, counts = all_down(self.sizes).tolist(), all_down(self.counts).reshape(len(self.sizes), -1).tolist()
        return sorted(range(len(sizes)), key=lambda row: (sizes[row], counts[row]), reverse=True)

    def at(self, rows: Sequence[int], ids: Sequence[int]) -> GroupAnswers:
        """Return these rows under other ids."""
        return GroupAnswers(ids, self.sizes[list(rows)], self.statements, self.counts[list(rows)])


@dataclass(frozen=True)
class Drawn:
    """A map as it is kept; `groups` are exact until `result.MapResult.rounded`.

    `names`: of a final one, under which id each of its groups is shown, by its own id.
    """

    mode: str
    groups: GroupAnswers
    axes: dict[str, Any]
    members: bytes
    names: dict[int, int] = field(default_factory=dict)


def enough_people(votes: Votes) -> bool:
    """Tell whether so many people voted that they are grouped."""
    return len(np.unique(votes.participants)) >= LEAST_PEOPLE


def draw_open(
    votes: Votes,
    moderation: Moderation,
    *,
    previous: Previous | None = None,
    groups: int | None = None,
    fixed_groups: dict[int, int] | None = None,
) -> OpinionMap | None:
    """Return the map of `votes`, or None while too few people or statements make one.

    Args:
        previous: the map before, from which it goes on: from one group to another at least STEP people move, or nobody.
            None for the first one.
        groups: their number where whoever asks has set it.
        fixed_groups: who is in which group, where that is fixed.
    """
    if not enough_people(votes):
        return None
    settings = Settings(groups=groups, fixed_groups=fixed_groups, least_movers=STEP)
    try:
        return draw_map(votes, moderation=moderation, settings=settings, previous=previous)
    except InputProblem:
        return None


def draw_closing(
    votes: Votes, moderation: Moderation, *, before: Mapping[int, int], groups: int | None = None
) -> tuple[OpinionMap | None, bool]:
    """Return the map of a closing, None while too few make one, and whether its groups have the names of `before`.

    It is drawn from the votes alone; from one group of `before` (participant → group) to another at least STEP people
    move, or nobody.
    """
    if not enough_people(votes):
        return None, False
    settings = Settings(groups=groups, least_movers=STEP)
    try:
        return draw_closing_map(votes, before=before, moderation=moderation, settings=settings)
    except InputProblem:
        return None, False


def drawn_of(opinion: OpinionMap, *, goes_on: bool) -> Drawn:
    """Return a map as it is kept; `goes_on`: its groups have the names of those of the map before."""
    groups = GroupAnswers.of(opinion)
    if not goes_on:
        rows = groups.order()
        opinion, groups = carried_on(opinion, _places(rows)), groups.at(rows, range(len(rows)))
    return Drawn(opinion.mode.value, groups, _axes(opinion), MemberRows.of(opinion).packed())


def final_of(opinion: OpinionMap, *, previous: Previous | None, named: bool = False) -> Drawn:
    """Return a map that does not go on from `previous`, as it is kept: shown as one that follows it.

    Args:
        named: its groups have the names of those of `previous` already.
    """
    new_map = drawn_of(opinion, goes_on=named)
    if named or previous is None:
        return replace(new_map, names={one: one for one in new_map.groups.ids})
    names = names_after(opinion, previous)
    after = carried_on(opinion, names)
    id_by_place = {place: names[row] for place, row in enumerate(GroupAnswers.of(opinion).order())}
    return replace(new_map, axes=_axes(after), members=MemberRows.of(after).packed(), names=id_by_place)


def _places(rows: Sequence[int]) -> list[int]:
    """Return at which place each row stands in `rows`."""
    return [rows.index(row) for row in range(len(rows))]


def _axes(opinion: OpinionMap) -> dict[str, Any]:
    grouping = opinion.grouping
    return {
        "statements": opinion.statements.tolist(),
        "silent": opinion.silent.tolist(),
        "centre": opinion.axes.centre.tolist(),
        "components": opinion.axes.components.tolist(),
        "ids": list(grouping.ids),
        "centres": grouping.centres.tolist(),
        "anchors": grouping.anchors.tolist(),
        "anchor_labels": grouping.anchor_labels.tolist(),
        "reach": [*grouping.reach.middle, grouping.reach.radius] if grouping.reach else [],
    }
