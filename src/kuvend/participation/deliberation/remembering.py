"""What one map leaves for the next one, so that groups and their names go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuvend.engines.opinion import Mode, OpinionMap
from kuvend.engines.opinion.cautions import Quality
from kuvend.engines.opinion.divisiveness import Divisiveness
from kuvend.engines.opinion.grouping import Grouping, Reach
from kuvend.engines.opinion.priorities import Priorities
from kuvend.engines.opinion.result import Axes, Consensus, Tally

NOTHING = np.zeros(0)
NOBODY = np.zeros(0, np.int64)


@dataclass(frozen=True)
class MemberRows:
    """Who stood in which group: `people` (n,) and the ids of their groups (n,)."""

    people: NDArray[np.int64]
    groups: NDArray[np.int16]

    @classmethod
    def of(cls, opinion: OpinionMap) -> MemberRows:
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


def remembered(axes: Mapping[str, Any], members: bytes) -> OpinionMap | None:
    """Return the map before as the engine goes on from it (its axes and its grouping alone), or None for none."""
    if not axes:
        return None
    grouping = _grouping(axes, members)
    empty = np.zeros((len(grouping.ids), 0), np.int64)
    return OpinionMap(
        mode=Mode.STABLE,
        people=NOBODY,
        statements=np.array(axes["statements"], np.int64),
        silent=np.array(axes["silent"], bool),
        meta=np.array(axes["silent"], bool),
        positions=np.zeros((0, 2)),
        group_of=np.zeros(0, np.intp),
        groups=(),
        axes=Axes(np.array(axes["centre"]), np.array(axes["components"]), np.zeros((0, 2)), NOTHING),
        tally=Tally(empty, empty, empty, NOBODY, NOBODY, NOBODY),
        consensus=Consensus((), (), NOTHING, NOTHING, NOTHING, NOTHING),
        priorities=Priorities(NOTHING, NOTHING, NOTHING),
        divisiveness=Divisiveness(NOTHING, np.zeros(0, np.intp), np.zeros(0, np.intp)),
        quality=Quality(0.0, None, {}, {}),
        cautions=(),
        grouping=grouping,
    )


def _grouping(axes: Mapping[str, Any], members: bytes) -> Grouping:
    ids, known = tuple(axes["ids"]), MemberRows.unpacked(members)
    reach = axes["reach"]
    return Grouping(
        people=known.people,
        labels=np.searchsorted(np.array(ids), known.groups).astype(np.intp),
        ids=ids,
        centres=np.array(axes["centres"]),
        anchors=np.array(axes["anchors"]),
        anchor_labels=np.array(axes["anchor_labels"], np.intp),
        silhouettes={},
        reach=Reach((reach[0], reach[1]), reach[2]) if reach else None,
    )
