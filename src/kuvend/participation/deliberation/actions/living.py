"""How votes are read for a map: all of them, or by a worker that goes on from what it knows.

A vote carries the number of the transaction that wrote it. A worker reads up to the oldest transaction that still
runs: everything below is committed for good, so that no late commit is missed, and it begins there the next time.
It begins with all votes it sees, whatever their numbers: after a backup is restored into another server, which counts
its transactions from the start again, they may lie far above all that run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from django.db import connection

from kuvend.engines.opinion import InputProblem, Settings, Votes
from kuvend.engines.opinion.live import LiveMap
from kuvend.participation.deliberation.actions.asking import ask_for_map
from kuvend.participation.deliberation.mapping import (
    MapResult,
    StatementRow,
    map_of,
    moderation_of,
    read_votes,
    result_of,
)
from kuvend.participation.deliberation.models import Deliberation, MapState
from kuvend.participation.deliberation.opinion import enough_people
from kuvend.participation.deliberation.remembering import remembered

MOST_LIVING = 16  # deliberations whose votes one worker keeps in memory
REST = 20  # until a whole map is drawn anew, times as long as that took

STATEMENTS = """
SELECT contribution.id, contribution.public_id,
       contribution.state <> 'published' OR statement.merged_into_id IS NOT NULL, statement.meta
FROM deliberation_statement statement JOIN contributions_contribution contribution
ON contribution.id = statement.contribution_id
WHERE contribution.activity_id = %s ORDER BY contribution.id
"""

ROWS = """string_agg(int8send(vote.statement_id) || int8send(vote.participant_id) || int2send(vote.value), ''
                  ORDER BY vote.statement_id, vote.participant_id)
FROM deliberation_vote vote JOIN contributions_contribution contribution ON contribution.id = vote.statement_id
WHERE contribution.activity_id = %(activity)s"""

ALL = f"SELECT {ROWS}"

CHANGES = f"""
WITH horizon AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number,
                                     pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS top)
SELECT (SELECT number FROM horizon),
       (SELECT {ROWS} AND vote.changed_in >= %(low)s
        AND (%(low)s = 0 OR vote.changed_in < (SELECT number FROM horizon))),
       EXISTS (SELECT FROM deliberation_vote vote
               JOIN contributions_contribution contribution ON contribution.id = vote.statement_id
               WHERE contribution.activity_id = %(activity)s AND vote.changed_in >= (SELECT number FROM horizon)
               AND vote.changed_in < (SELECT top FROM horizon))
"""  # noqa: S608 - put together from constants


def read_statements(activity_id: int) -> list[StatementRow]:
    """Return all statements of a deliberation, also those that are not asked."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS, [activity_id])
        return [StatementRow(*row) for row in cursor.fetchall()]


def read_map(activity_id: int, *, groups: int | None = None, final: bool = False) -> MapResult:
    """Return the map of all votes that are visible now.

    Args:
        groups, final: see `map_of`.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALL, {"activity": activity_id})
        votes = read_votes(bytes(cursor.fetchone()[0] or b""))
    state = MapState.objects.filter(pk=activity_id).first()
    axes, members = (state.axes, bytes(state.members)) if state else ({}, b"")
    return map_of(read_statements(activity_id), votes, axes=axes, members=members, groups=groups, final=final)


@dataclass
class Living:
    """A map that goes on from vote to vote: `low` is the number below which all votes are in it.

    `drawn_at`, `took`: when the whole of it was drawn last, and the seconds that this took.
    """

    map: LiveMap
    low: int
    drawn_at: datetime
    took: float
    withdrawals: int

    def goes_on(self, deliberation: Deliberation) -> bool:
        """Tell whether it is still the map that is asked for: no votes went with an account, as many groups are set."""
        return self.withdrawals == deliberation.withdrawals and self.map.settings.groups == deliberation.groups

    def is_due(self, at: datetime) -> bool:
        """Tell whether the whole map is to be drawn anew: a large one seldom, since votes wait meanwhile."""
        seconds = (at - self.drawn_at).total_seconds()
        return seconds >= REST * self.took and self.map.due(seconds=seconds)


class LivingMaps:
    """The maps that one worker keeps, rebuilt from the database when it starts, or when votes went with an account."""

    def __init__(self) -> None:
        self._maps: OrderedDict[int, Living] = OrderedDict()

    def result(self, deliberation: Deliberation, *, at: datetime) -> MapResult:
        """Return the map with all votes that are committed for good; one is asked for again when there are others."""
        statements = read_statements(deliberation.pk)
        living = self._maps.pop(deliberation.pk, None)  # what fails half-way is not gone on with
        if living is None or not living.goes_on(deliberation):
            living = _begun(deliberation, statements, at)
            if living is None:
                return read_map(deliberation.pk, groups=deliberation.groups)
        else:
            _go_on(living, deliberation.pk, statements, at)
        self._maps[deliberation.pk] = living
        while len(self._maps) > MOST_LIVING:
            self._maps.popitem(last=False)
        live = living.map
        return result_of(statements, live.map(), voters=live.people, votes=live.total)


def _read_changes(activity_id: int, low: int) -> tuple[int, Votes | None]:
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {"activity": activity_id, "low": low})
        horizon, votes, more = cursor.fetchone()
    if more:
        ask_for_map(activity_id)
    return horizon, read_votes(bytes(votes or b""))


def _begun(deliberation: Deliberation, statements: Sequence[StatementRow], at: datetime) -> Living | None:
    """Read all votes and begin from them, or return None while too few people make a map."""
    horizon, votes = _read_changes(deliberation.pk, 0)
    if votes is None or not enough_people(votes):
        return None
    state = MapState.objects.filter(pk=deliberation.pk).first()
    previous = remembered(state.axes, bytes(state.members)) if state else None
    began = perf_counter()
    try:
        settings = Settings(groups=deliberation.groups)
        begun = LiveMap(votes, moderation=moderation_of(statements), settings=settings, previous=previous)
    except InputProblem:
        return None
    return Living(begun, horizon, at, perf_counter() - began, deliberation.withdrawals)


def _go_on(living: Living, activity_id: int, statements: Sequence[StatementRow], at: datetime) -> None:
    """Take the votes that are new, and draw the whole map anew when it is time."""
    living.low, votes = _read_changes(activity_id, living.low)
    if votes is not None:
        columns = (votes.participants.tolist(), votes.statements.tolist(), votes.values.tolist())
        for participant, statement, value in zip(*columns, strict=True):
            living.map.vote(participant=participant, statement=statement, value=value)
    moderation = moderation_of(statements)
    if moderation != living.map.moderation or living.is_due(at):
        began = perf_counter()
        living.map, living.drawn_at = living.map.redrawn(moderation=moderation), at
        living.took = perf_counter() - began
