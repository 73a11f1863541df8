"""From votes to what is kept as the map: the counts of every statement, the map itself, and the digest of both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuvend.engines.opinion import Votes
from kuvend.participation.deliberation.opinion import Drawn, drawn

VOTE = np.dtype([("statement", ">i8"), ("participant", ">i8"), ("value", ">i2")])  # as PostgreSQL sends them


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement of a deliberation; `out` is one that is not asked (hidden, withdrawn, merged)."""

    id: int
    public_id: str
    out: bool
    meta: bool


@dataclass(frozen=True, slots=True)
class CountedStatement:
    """A statement with its votes; `priority` says how soon it is asked, None where no map weighed it."""

    id: int
    public_id: str
    agrees: int
    disagrees: int
    passes: int
    priority: float | None = None


@dataclass(frozen=True)
class MapResult:
    """What is kept of one computation; `map` is None while there are counts alone."""

    statements: list[CountedStatement]
    voters: int
    votes: int
    map: Drawn | None

    @property
    def digest(self) -> str:
        """SHA-256 of all numbers that are shown, statements by their public ids, as JSON with sorted keys."""
        counts = {one.public_id: [one.agrees, one.disagrees, one.passes] for one in self.statements}
        content = {"counts": counts, "voters": self.voters, "map": self.map.shown if self.map else None}
        return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def map_of(statements: Sequence[StatementRow], votes: bytes, *, axes: dict[str, Any], members: bytes) -> MapResult:
    """Return the map of `votes`.

    Args:
        votes: rows of VOTE one after the other, ordered by statement, then by participant.
        axes, members: the state that the map before left, {} and b"" for none.
    """
    rows = np.frombuffer(votes, VOTE)
    stream = Votes(
        rows["participant"].astype(np.int64), rows["statement"].astype(np.int64), rows["value"].astype(np.int8)
    ) if len(rows) else None  # fmt: skip
    found = None
    if stream is not None:
        found = drawn(
            stream,
            names={one.id: one.public_id for one in statements},
            out=frozenset(one.id for one in statements if one.out),
            meta=frozenset(one.id for one in statements if one.meta),
            axes=axes,
            members=members,
        )
    counts = _counts(rows)
    priorities = found.priorities if found else {}
    counted = [_counted(one, counts, priorities) for one in statements]
    return MapResult(counted, len(np.unique(rows["participant"])), len(rows), found)


def _counts(rows: NDArray[Any]) -> dict[int, list[int]]:
    """Return [disagrees, passes, agrees] of each statement that has votes."""
    ids, places = np.unique(rows["statement"], return_inverse=True)
    cells = np.bincount(places * 3 + rows["value"] + 1, minlength=3 * len(ids)).reshape(-1, 3)
    return dict(zip(ids.tolist(), cells.tolist(), strict=True))


def _counted(one: StatementRow, counts: Mapping[int, list[int]], priorities: Mapping[int, float]) -> CountedStatement:
    disagrees, passes, agrees = counts.get(one.id, [0, 0, 0])
    return CountedStatement(one.id, one.public_id, agrees, disagrees, passes, priorities.get(one.id))
