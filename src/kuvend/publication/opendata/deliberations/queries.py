"""Reading a deliberation as the public takes it: statements in order, votes without names, groups as published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import F
from numpy.typing import NDArray

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import MapState, OpinionMap, Statement, Vote
from kuvend.participation.deliberation.queries.single import deliberation_activity, map_of, rules_of
from kuvend.participation.deliberation.remembering import MemberRows
from kuvend.participation.deliberation.rules import numbers_shown
from kuvend.publication.opendata.deliberations.numbers import numbers_of

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class TakenStatement:
    """A statement under its number in the files: its place among all of the deliberation that were ever published."""

    id: int
    number: int
    public_id: str
    words: str  # "" where nobody may read them any more
    author: int  # 0: the institution that asks
    posted_at: Any
    asked: bool
    meta: bool
    seeded: bool
    agrees: int
    disagrees: int
    passes: int


@dataclass(frozen=True)
class TakenVotes:
    """Parallel columns: number of the participant, number of the statement, answer (1, 0 or −1)."""

    people: Ids
    statements: Ids
    values: NDArray[np.int8]


@dataclass(frozen=True)
class Taken:
    """A deliberation as it is taken out; `groups`: number of a participant → id of the published group."""

    activity: Activity
    map: OpinionMap
    statements: list[TakenStatement]
    votes: TakenVotes
    groups: dict[int, int]


def open_deliberation(public_id: str) -> tuple[Activity, OpinionMap] | None:
    """Return a deliberation with its published map, or None: unknown, or too few people for numbers to be shown."""
    activity = deliberation_activity(public_id)
    if activity is None:
        return None
    rules = rules_of(activity)
    kept = map_of(rules)
    return (activity, kept) if kept is not None and numbers_shown(rules, kept.voters) else None


def is_closed(activity: Activity, at: datetime) -> bool:
    """Tell whether nobody votes any more, so that single votes can be given out."""
    return at >= activity.closes_at


def open_deliberations() -> list[tuple[Activity, OpinionMap]]:
    """Return all deliberations whose numbers are shown, with their published maps, the latest opened first."""
    rows = OpinionMap.objects.filter(voters__gte=F("deliberation__minimum_voters"))
    found = rows.select_related("deliberation__activity").order_by("-deliberation__activity__opens_at", "-pk")
    return [(kept.deliberation.activity, kept) for kept in found]


def taken_statements(activity: Activity) -> list[TakenStatement]:
    """Return the statements of a deliberation in the order in which its map has them."""
    rows = Statement.objects.filter(contribution__activity=activity).exclude(contribution__state=State.PENDING)
    found: list[TakenStatement] = []
    authors: dict[int, int] = {}
    for row in rows.select_related("contribution").order_by("pk"):
        said = row.contribution
        author = 0 if row.seeded else authors.setdefault(said.participant_id, len(authors) + 1)
        public = said.state == State.PUBLISHED
        found.append(
            TakenStatement(
                id=row.pk,
                number=len(found),
                public_id=said.public_id,
                words=(said.body or said.title) if public else "",
                author=author,
                posted_at=said.posted_at,
                asked=public and row.merged_into_id is None,
                meta=row.meta,
                seeded=row.seeded,
                agrees=row.agree_count,
                disagrees=row.disagree_count,
                passes=row.pass_count,
            )
        )
    return found


def counts_of(activity: Activity) -> dict[str, list[int]]:
    """Return agrees, disagrees and passes of every statement by its public id, those that wait to be read too."""
    rows = Statement.objects.filter(contribution__activity=activity)
    columns = ("contribution__public_id", "agree_count", "disagree_count", "pass_count")
    return {name: counts for name, *counts in rows.values_list(*columns)}


def taken(activity: Activity, kept: OpinionMap) -> Taken:
    """Return everything of a deliberation that is taken out, in three statements of SQL."""
    statements = taken_statements(activity)
    place = {one.id: one.number for one in statements}
    rows = _votes(activity)
    known = np.unique(rows[:, 1]).tolist() if len(rows) else []
    number = numbers_of(known, deliberation=activity.public_id)
    votes = TakenVotes(
        np.array([number[one] for one in rows[:, 1].tolist()], np.int64),
        np.array([place[one] for one in rows[:, 0].tolist()], np.int64),
        rows[:, 2].astype(np.int8),
    )
    members = MapState.objects.filter(pk=kept.pk).values_list("members", flat=True).first()
    grouped = MemberRows.unpacked(bytes(members or b""))
    pairs = zip(grouped.people.tolist(), grouped.groups.tolist(), strict=True)
    return Taken(activity, kept, statements, votes, {number[one]: group for one, group in pairs if one in number})


def _votes(activity: Activity) -> Ids:
    """Return statement, participant and answer of each vote, (n, 3)."""
    table, statements = Vote._meta.db_table, "contributions_contribution"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT array_agg(vote.statement_id ORDER BY vote.statement_id, vote.participant_id),
                       array_agg(vote.participant_id ORDER BY vote.statement_id, vote.participant_id),
                       array_agg(vote.value ORDER BY vote.statement_id, vote.participant_id)
                FROM {table} vote JOIN {statements} said ON said.id = vote.statement_id
                WHERE said.activity_id = %s AND said.state <> 'pending'""",  # noqa: S608 - names of our own tables
            [activity.pk],
        )
        columns = cursor.fetchone()
    if not columns or columns[0] is None:
        return np.zeros((0, 3), np.int64)
    return np.array(columns, np.int64).T
