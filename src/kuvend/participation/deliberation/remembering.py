"""What one map leaves for the next one, so that sides, groups and their names go on; and where one person stands."""

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
LEAST_VOTES = 7  # of a person, or all statements where there are fewer: with less nobody is placed


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


@dataclass(frozen=True)
class OwnPlace:
    """Where one person stands on the map, and in which group (its id)."""

    point: NDArray[np.float64]
    group: int


def own_place(axes: Mapping[str, Any], answers: Mapping[int, int]) -> OwnPlace | None:
    """Return where somebody with these answers (row id of the statement → value) stands, None with too few of them.

    The position is that of the map: the answers less the mean answer, along both components, made comparable between
    people who answered many statements and few (spec §5).
    """
    if not axes:
        return None
    statements, silent = axes["statements"], axes["silent"]
    mine = [(at, answers[one]) for at, one in enumerate(statements) if one in answers]
    if len(mine) < min(LEAST_VOTES, len(statements)):
        return None
    components, centre = np.array(axes["components"]), np.array(axes["centre"])
    shaping = [(at, value) for at, value in mine if not silent[at]]
    seen = max(len(shaping) + sum(silent), 1)
    places = np.array([at for at, _value in shaping], np.intp)
    away = np.array([value for _at, value in shaping], float) - centre[places]
    point = np.sqrt(len(statements) / seen) * (components[:, places] @ away)
    grouping = _grouping(axes, b"")
    return OwnPlace(point, grouping.ids[int(grouping.placed(point[None])[0])])
