"""How votes are read for a map: all of them, or by a worker that goes on from what it knows.

A vote carries the number of the transaction that wrote it. A worker reads up to the oldest transaction that still
runs in this database: everything below is committed for good, so that no late commit is missed, and it begins there the
next time. What other databases of the server do plays no part.
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
    moderation_of,
    read_votes,
    result_of,
)
from kuvend.participation.deliberation.models import Deliberation, MapState
from kuvend.participation.deliberation.opinion import enough_people
from kuvend.participation.deliberation.reading import ROWS, read_map, read_statements
from kuvend.participation.deliberation.remembering import remembered

MOST_LIVING = 16  # deliberations whose votes one worker keeps in memory
REST = 20  # until a whole map is drawn anew, times as long as that took

HORIZON = """
WITH top AS MATERIALIZED (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS number),
running (number) AS (
    SELECT backend_xid::text::bigint FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND datname = current_database()
    UNION ALL
    SELECT transaction::text::bigint FROM pg_prepared_xacts WHERE database = current_database())
SELECT least(top.number, min(CASE
    WHEN (top.number & ~4294967295) + running.number <= top.number THEN (top.number & ~4294967295) + running.number
    ELSE (top.number & ~4294967295) + running.number - 4294967296 END))
FROM top LEFT JOIN running ON true GROUP BY top.number
"""  # what runs has a number of 32 bits, without the rounds that votes count

CHANGES = f"""
SELECT (SELECT {ROWS.format(column="value")} AND vote.changed_in >= %(low)s
        AND (%(low)s = 0 OR vote.changed_in < %(horizon)s)),
       EXISTS (SELECT FROM deliberation_vote vote
               JOIN contributions_contribution contribution ON contribution.id = vote.statement_id
               WHERE contribution.activity_id = %(activity)s AND vote.changed_in >= %(horizon)s
               AND vote.changed_in < (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint))
"""  # noqa: S608 - put together from constants


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
    """Return up to which number all votes are read, and those from `low` on.

    The horizon comes first: whatever ran below it has ended, so the statement after it sees what that wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(HORIZON)
        (horizon,) = cursor.fetchone()
        cursor.execute(CHANGES, {"activity": activity_id, "low": low, "horizon": horizon})
        votes, more = cursor.fetchone()
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
