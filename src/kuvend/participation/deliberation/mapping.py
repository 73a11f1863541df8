"""From votes to what is kept as the map: the counts of every statement, and the digest of all of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kuvend.participation.deliberation.enums import Value

StatementRow = tuple[int, str, bool, bool]  # id, public id, left out (hidden or merged), meta
VoteRow = tuple[int, int, int]  # statement, participant, value; by statement, then by participant


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
    """What is kept of one computation."""

    statements: list[CountedStatement]
    voters: int
    votes: int
    mode: str
    k: int
    quality: float | None
    result: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of all numbers, statements by their public ids, as JSON with sorted keys."""
        counts = {one.public_id: [one.agrees, one.disagrees, one.passes] for one in self.statements}
        content = {"counts": counts, "voters": self.voters, "mode": self.mode, "result": self.result}
        return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def map_of(statements: Sequence[StatementRow], votes: Sequence[VoteRow], *, before: Mapping[str, Any]) -> MapResult:
    """Return the map of `votes`.

    Args:
        before: the result kept last, {} for none.
    """
    counts = Counter((statement, value) for statement, _participant, value in votes)
    counted = [
        CountedStatement(id_, public_id, counts[id_, Value.AGREE], counts[id_, Value.DISAGREE], counts[id_, Value.PASS])
        for id_, public_id, _out, _meta in statements
    ]
    voters = len({participant for _statement, participant, _value in votes})
    return MapResult(counted, voters, len(votes), mode="", k=0, quality=None, result={})
