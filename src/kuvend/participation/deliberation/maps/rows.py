"""How votes and statements are read out of the database for a map, many at once."""

from __future__ import annotations

from django.db import connection

from kuvend.engines.opinion import Votes
from kuvend.participation.deliberation.maps.result import MapResult, StatementRow, map_result, read_votes
from kuvend.participation.deliberation.models import MapState

STATEMENTS = """
SELECT contribution.id, contribution.public_id,
       contribution.state <> 'published' OR contribution.continues, statement.meta
FROM deliberation_statement statement JOIN contributions_contribution contribution
ON contribution.id = statement.contribution_id
WHERE contribution.activity_id = %s ORDER BY contribution.id
"""

RELEASED = """
SELECT string_agg(int8send(vote.statement_id) || int8send(vote.participant_id) || int2send(vote.released), ''
                  ORDER BY vote.statement_id, vote.participant_id)
FROM deliberation_vote vote JOIN contributions_contribution contribution ON contribution.id = vote.statement_id
WHERE contribution.activity_id = %(activity)s AND vote.released IS NOT NULL"""


def read_statements(activity_id: int) -> list[StatementRow]:
    """Return all statements of a deliberation, also those that are not asked."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS, [activity_id])
        return [StatementRow(*row) for row in cursor.fetchall()]


def read_ballots(activity_id: int) -> Votes | None:
    """Return the votes that the latest release counts, as it counts them."""
    with connection.cursor() as cursor:
        cursor.execute(RELEASED, {"activity": activity_id})
        return read_votes(bytes(cursor.fetchone()[0] or b""))


def result_from(
    activity_id: int, votes: Votes | None, *, groups: int | None, final: bool = False, fixed: bool = False
) -> MapResult:
    """Return the map of these votes, after the latest release; `groups`, `final` and `fixed`: see `map_result`."""
    state = MapState.objects.filter(pk=activity_id).first()
    axes, members = (state.axes, bytes(state.members)) if state else ({}, b"")
    statements = read_statements(activity_id)
    return map_result(statements, votes, axes=axes, members=members, groups=groups, final=final, fixed=fixed)
