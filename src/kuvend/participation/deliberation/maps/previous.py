"""What one map leaves for the next one, so that groups and their names go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuvend.engines.opinion import OpinionMap, Previous
from kuvend.engines.opinion.grouping import Grouping, Reach


@dataclass(frozen=True)
class MemberRows:
    """Who stood in which group: `people` (n,) and the ids of their groups (n,)."""

    people: NDArray[np.int64]
    groups: NDArray[np.int16]

    @classmethod
    def of(cls, opinion: OpinionMap | Previous) -> MemberRows:
        """Return the members of a map's groups."""
        grouping = opinion.grouping
        return cls(grouping.people.astype(np.int64), np.array(grouping.ids, np.int16)[grouping.labels])

    def packed(self) -> bytes:
        """Return them as 10 bytes for each person."""
        return self.people.astype("<i8").tobytes() + self.groups.astype("<i2").tobytes()

    def among(self, people: NDArray[np.int64]) -> MemberRows:
        """Return those of them who are among these people."""
        here = np.isin(self.people, people)
        return MemberRows(self.people[here], self.groups[here])

    def as_dict(self) -> dict[int, int]:
        """Return the group of each person."""
        return dict(zip(self.people.tolist(), self.groups.tolist(), strict=True))

    @classmethod
    def unpacked(cls, members: bytes) -> MemberRows:
        """Return what `packed` wrote."""
        number = len(members) // 10
        people = np.frombuffer(members, "<i8", number).astype(np.int64)
        return cls(people, np.frombuffer(members, "<i2", number, 8 * number).astype(np.int16))


def previous_of(axes: Mapping[str, Any], members: bytes) -> Previous | None:
    """Return what the map before left, as the engine goes on from it; None for nothing."""
    if not axes:
        return None
    statements, components = np.array(axes["statements"], np.int64), np.array(axes["components"])
    return Previous(statements, components, _grouping(axes, MemberRows.unpacked(members)))


def _grouping(axes: Mapping[str, Any], members: MemberRows) -> Grouping:
    ids, reach = tuple(axes["ids"]), axes["reach"]
    return Grouping(
        people=members.people,
        labels=np.searchsorted(np.array(ids), members.groups).astype(np.intp),
        ids=ids,
        centres=np.array(axes["centres"]),
        anchors=np.array(axes["anchors"]),
        anchor_labels=np.array(axes["anchor_labels"], np.intp),
        silhouettes={},
        reach=Reach((reach[0], reach[1]), reach[2]) if reach else None,
    )
