"""How a map that was drawn from its votes alone is shown: under the letters of the map before.

The final map of a deliberation goes on from nothing, so that it can be drawn again. What its groups are called follows
from the map before, and is kept beside it: it changes neither its content nor its digest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kuvend.engines.opinion import OpinionMap, Previous
from kuvend.engines.opinion.grouping import Grouping
from kuvend.engines.opinion.stable_groups import with_lineage


def names_after(opinion: OpinionMap, previous: Previous) -> list[int]:
    """Return the id under which each group is shown: that of the group most of its members come from."""
    grouping = opinion.grouping
    after = with_lineage(grouping, grouping.people, previous.grouping)
    ids = [0] * len(grouping.ids)
    for row, label in zip(grouping.labels.tolist(), after.labels.tolist(), strict=True):
        ids[row] = int(after.ids[label])
    return ids


def carried_on(opinion: OpinionMap, ids: Sequence[int]) -> OpinionMap:
    """Return the map with these ids of its groups, for the state that the next map goes on from."""
    old, order = opinion.grouping, np.argsort(ids)
    place = np.argsort(order)
    grouping = Grouping(
        old.people, place[old.labels], tuple(ids[row] for row in order), old.centres[order], old.anchors,
        place[old.anchor_labels], old.silhouettes, old.stabilities, old.reach,
    )  # fmt: skip
    return replace(opinion, grouping=grouping)


def shown_after(result: Mapping[str, Any], lineage: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a stored map (`findings.findings_of`) under its letters; groups and counts keep their order.

    Args:
        lineage: `ids`, the id under which each group is shown, in the order of the groups; {} for as they stand.
    """
    if not lineage or not result:
        return result
    groups = [group | {"id": id_} for group, id_ in zip(result["groups"], lineage["ids"], strict=True)]
    return {**result, "groups": groups}
