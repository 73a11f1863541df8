"""The last map of a conversation: drawn from the votes alone, but for the few whom its groups would give away.

Its history is one thing only: who stood in which group of the map before. With that and the votes it is drawn again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .cautions import cautions_of
from .drawing import draw_map
from .executors import HERE, Executor
from .grouping import Grouping
from .input import Moderation, Settings, Votes
from .result import OpinionMap
from .stable_groups import with_lineage
from .staying import with_stayers


def draw_closing_map(
    votes: Votes,
    *,
    before: Mapping[int, int],
    moderation: Moderation | None = None,
    settings: Settings,
    executor: Executor = HERE,
) -> tuple[OpinionMap, bool]:
    """Return the map of the votes alone, and whether some people stay in their group in it.

    Where fewer than `settings.least_movers` people would move from one group to another, they stay, and groups have the
    ids of `before`. What was measured is that of the map of the votes alone.

    Args:
        before: participant → group of the map before, {} for none.
        settings: of mode `stable`.

    Raises:
        InputProblem: when the votes cannot make a map.
    """
    alone = draw_map(votes, moderation=moderation, settings=settings, executor=executor)
    groups = _groups(alone, before, settings.least_movers) if before else None
    if groups is None:
        return alone, False
    with_groups = replace(settings, fixed_groups=groups)
    opinion_map = draw_map(votes, moderation=moderation, settings=with_groups, executor=executor)
    cautions = cautions_of([group.size for group in opinion_map.groups], alone.quality)
    return replace(opinion_map, quality=alone.quality, cautions=cautions), True


def _groups(alone: OpinionMap, before: Mapping[int, int], least: int) -> dict[int, int] | None:
    """Return the group of everybody when some stay, None when nobody does."""
    grouping, previous = alone.grouping, _partition(before)
    order = np.argsort(alone.people, kind="stable")
    points = alone.positions[order[np.searchsorted(alone.people[order], grouping.people)]]
    grouping_with_ids = with_lineage(grouping, grouping.people, previous)
    staying = with_stayers(grouping_with_ids, points, previous, least=least)
    if staying is grouping_with_ids:
        return None
    return dict(zip(staying.people.tolist(), np.array(staying.ids)[staying.labels].tolist(), strict=True))


def _partition(before: Mapping[int, int]) -> Grouping:
    """Return who stood in which group, and nothing else, as a grouping."""
    people = np.array(sorted(before), np.int64)
    ids, labels = np.unique([before[one] for one in people.tolist()], return_inverse=True)
    nowhere = np.zeros((len(ids), 2))
    return Grouping(people, labels.reshape(-1), tuple(ids.tolist()), nowhere, nowhere, np.arange(len(ids)), {})
