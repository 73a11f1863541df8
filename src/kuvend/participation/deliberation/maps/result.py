"""From votes to what is kept as the map: the counts of every statement, the map itself, and the digest of both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np

from kuvend.engines.opinion import Moderation, OpinionMap, Votes
from kuvend.participation.deliberation.maps.drawing import Drawn, draw_closing, draw_open, drawn_of, final_of
from kuvend.participation.deliberation.maps.previous import MemberRows, previous_of
from kuvend.participation.deliberation.releases.rounding import down, loose

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
    """A statement with its votes."""

    id: int
    public_id: str
    agrees: int
    disagrees: int
    passes: int

    @property
    def counts(self) -> list[int]:
        """Agrees, disagrees and passes."""
        return [self.agrees, self.disagrees, self.passes]


@dataclass(frozen=True)
class MapResult:
    """What is kept of one computation; `map` is None while there are counts alone."""

    statements: list[CountedStatement]
    voters: int
    votes: int
    map: Drawn | None

    @property
    def counts(self) -> dict[str, list[int]]:
        """Agrees, disagrees and passes of each statement by its public id."""
        return {one.public_id: one.counts for one in self.statements}

    def rounded(self) -> MapResult:
        """Return what may be published of it, and what anything that is published may be made of."""
        statements = [
            replace(
                statement,
                agrees=down(statement.agrees),
                disagrees=down(statement.disagrees),
                passes=down(statement.passes),
            )
            for statement in self.statements
        ]
        counts = [count for one in statements for count in one.counts]
        return replace(
            self,
            statements=statements,
            voters=down(self.voters),
            votes=loose(down(self.votes), counts, rest=0),
            map=replace(self.map, groups=self.map.groups.rounded()) if self.map else None,
        )


def digest_of(content: Mapping[str, Any]) -> str:
    """Return SHA-256 of all numbers of a release, as JSON with sorted keys and without spaces."""
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read_votes(votes: bytes) -> Votes | None:
    """Return rows of VOTE, one after the other, as the engine takes them; None for none."""
    rows = np.frombuffer(votes, VOTE)
    if not len(rows):
        return None
    people, statements = (rows[name].astype(np.int64) for name in ("participant", "statement"))
    return Votes(people, statements, rows["value"].astype(np.int8))


def moderation_of(statements: Sequence[StatementRow]) -> Moderation:
    """Return which statements shape no map."""
    return Moderation(
        frozenset(one.id for one in statements if one.out), frozenset(one.id for one in statements if one.meta)
    )


def map_result(
    statements: Sequence[StatementRow],
    votes: Votes | None,
    *,
    axes: dict[str, Any],
    members: bytes,
    groups: int | None = None,
    final: bool = False,
    fixed: bool = False,
) -> MapResult:
    """Return the map of `votes`, ordered by statement, then by participant.

    Args:
        axes, members: the state that the map before left, {} and b"" for none.
        groups: their number where whoever asks has set it.
        final: draw it from the votes alone, so that it can be drawn again; only names follow the state, and
            the few stay who alone would move from one of its groups to another.
        fixed: everybody stays in the group of the state, or in none.
    """
    if votes is None:
        return MapResult([_counted(one, {}) for one in statements], 0, 0, None)
    before = previous_of(axes, members)
    here = MemberRows.unpacked(members).among(votes.participants).as_dict()
    moderation, names_go_on = moderation_of(statements), False
    if fixed:
        opinion = draw_open(votes, moderation, groups=groups, fixed_groups=here) if here else None
    elif final:
        opinion, names_go_on = draw_closing(votes, moderation, before=here, groups=groups)
    else:
        opinion = draw_open(votes, moderation, previous=before, groups=groups)
    if opinion is not None:
        if final:
            new_map = final_of(opinion, previous=before, named=names_go_on)
        else:
            new_map = drawn_of(opinion, goes_on=before is not None)
        return _result(statements, opinion, new_map, voters=len(opinion.people), votes=len(votes))
    counts = _counts(votes)
    counted = [_counted(one, counts) for one in statements]
    return MapResult(counted, len(np.unique(votes.participants)), len(votes), None)


def _result(
    statements: Sequence[StatementRow], opinion: OpinionMap, new_map: Drawn, *, voters: int, votes: int
) -> MapResult:
    tally = opinion.tally
    passes = tally.all_votes - tally.all_agrees - tally.all_disagrees
    columns = np.column_stack([tally.all_disagrees, passes, tally.all_agrees]).tolist()
    counts = dict(zip(opinion.statements.tolist(), columns, strict=True))
    return MapResult([_counted(one, counts) for one in statements], voters, votes, new_map)


def _counts(votes: Votes) -> dict[int, list[int]]:
    """Return [disagrees, passes, agrees] of each statement that has votes."""
    ids, places = np.unique(votes.statements, return_inverse=True)
    cells = np.bincount(places * 3 + votes.values + 1, minlength=3 * len(ids)).reshape(-1, 3)
    return dict(zip(ids.tolist(), cells.tolist(), strict=True))


def _counted(statement: StatementRow, counts: Mapping[int, list[int]]) -> CountedStatement:
    disagrees, passes, agrees = counts.get(statement.id, [0, 0, 0])
    return CountedStatement(statement.id, statement.public_id, agrees, disagrees, passes)
