"""The map: which deliberations ask for a fresh one, and how it is computed and kept.

Counts come first: they are exact for the votes that were committed when the map was started, and are kept with the
statements. No vote waits for any of this.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from kuvend.foundation.people.enums import SYSTEM
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import ContentDigest, Subject
from kuvend.participation.deliberation import facts
from kuvend.participation.deliberation.actions.living import LivingMaps, read_map
from kuvend.participation.deliberation.mapping import CountedStatement, MapResult
from kuvend.participation.deliberation.models import Deliberation, MapState, OpinionMap
from kuvend.participation.deliberation.rules import numbers_shown

RHYTHM = timedelta(seconds=1)  # a deliberation's map is started at most once in this time
EVER = datetime(2000, 1, 1, tzinfo=UTC)
LOST_AFTER = timedelta(seconds=60)  # a map that was started and is not there after this time is started again

GRACE = timedelta(seconds=10)  # after closing, for votes that were cast before and are being written
LOCK = 1212  # of all advisory locks of the house, those of maps

CLAIM = """
UPDATE deliberation_deliberation SET map_asked = false, map_started_at = %s WHERE activity_id IN (
    SELECT activity_id FROM deliberation_deliberation
    WHERE map_asked AND (map_started_at IS NULL OR map_started_at <= %s) ORDER BY map_started_at NULLS FIRST
    FOR NO KEY UPDATE SKIP LOCKED)
RETURNING activity_id
"""

KEEP_COUNTS = """
UPDATE deliberation_statement statement
SET agree_count = fresh.agrees, disagree_count = fresh.disagrees, pass_count = fresh.passes, priority = fresh.priority
FROM (
    SELECT counted.* FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::float8[])
         AS counted (id, agrees, disagrees, passes, priority)
    JOIN deliberation_statement known ON known.contribution_id = counted.id
    WHERE (known.agree_count, known.disagree_count, known.pass_count, known.priority)
        IS DISTINCT FROM (counted.agrees, counted.disagrees, counted.passes, counted.priority)
    ORDER BY counted.id DESC FOR NO KEY UPDATE OF known) fresh
WHERE statement.contribution_id = fresh.id
"""  # the latest first, as every deed locks statements, so that none waits in a circle


def claim_maps(at: datetime) -> list[int]:
    """Return the activities whose map is to be started at `at`, each to one caller; their flags are taken down."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [at, at - RHYTHM])
        return [activity_id for (activity_id,) in cursor.fetchall()]


def next_claim_at() -> datetime | None:
    """Return the moment from which on a map that is asked for now may be started, or None when none is asked for."""
    asked = Deliberation.objects.filter(map_asked=True)
    for started in asked.order_by(F("map_started_at").asc(nulls_first=True)).values_list("map_started_at")[:1]:
        return (started[0] or EVER) + RHYTHM
    return None


def ask_again(at: datetime) -> int:
    """Raise the flags of maps that were lost, and of deliberations that closed since their map; returns how many."""
    lost = Q(map_started_at__lte=at - LOST_AFTER) & (Q(map__isnull=True) | Q(map__computed_at__lt=F("map_started_at")))
    sealed = Q(closed_for=F("activity__closes_at"))
    closed = Q(activity__closes_at__lte=at - GRACE, map__isnull=False) & ~sealed
    found = Deliberation.objects.filter(lost | closed).values("pk")
    return Deliberation.objects.filter(pk__in=found, map_asked=False).update(map_asked=True)


@transaction.atomic
def compute_map(activity_id: int, *, at: datetime, living: LivingMaps | None = None) -> OpinionMap | None:
    """Compute and keep the map of a deliberation from the votes committed by now; None when it is gone.

    Once the deliberation is closed, its map is drawn from the votes alone, so that anyone can draw it again, and is put
    on record: once for each closing, whoever computes it and however often.

    Args:
        living: maps that go on from vote to vote, which a worker keeps; without them all votes are read.
    """
    with connection.cursor() as cursor:
        # One at a time. Not a row's lock: that would give this transaction a number, and hide later votes from it.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, activity_id])
    deliberation = Deliberation.objects.select_related("activity").filter(pk=activity_id).first()
    if deliberation is None:
        return None
    closes_at = deliberation.activity.closes_at
    if living and at < closes_at:
        fresh = living.result(deliberation, at=at)
    else:
        fresh = read_map(activity_id, groups=deliberation.groups, final=at >= closes_at)
    _keep_counts(fresh.statements)
    kept = _kept(deliberation, fresh, at)
    # Of a map that nobody may see not even the digest: a few counts are guessed from it.
    if at >= closes_at + GRACE and _sealed(deliberation, fresh) and numbers_shown(deliberation, fresh.voters):
        put(_closing(deliberation, fresh), at=at, role=SYSTEM)
    return kept


def _sealed(deliberation: Deliberation, fresh: MapResult) -> bool:
    """Keep the digest of the closing map; tell whether this closing had none before. The row's lock lets one win."""
    closes_at = deliberation.activity.closes_at
    unsealed = Deliberation.objects.filter(Q(closed_for__isnull=True) | ~Q(closed_for=closes_at), pk=deliberation.pk)
    return unsealed.update(closed_for=closes_at, closed_digest=fresh.digest) == 1


def _kept(deliberation: Deliberation, fresh: MapResult, at: datetime) -> OpinionMap:
    drawn = fresh.map
    shown = {
        "mode": drawn.mode if drawn else "",
        "k": drawn.k if drawn else 0,
        "quality": drawn.quality if drawn else None,
        "result": drawn.shown if drawn else {},
        "lineage": drawn.lineage if drawn else {},
    }
    numbers = {"computed_at": at, "voters": fresh.voters, "votes": fresh.votes, "digest": fresh.digest}
    kept, _made = OpinionMap.objects.update_or_create(deliberation=deliberation, defaults=numbers | shown)
    if drawn:
        MapState.objects.update_or_create(map=kept, defaults={"axes": drawn.axes, "members": drawn.members})
    else:
        MapState.objects.filter(map=kept).delete()  # it says who stood where
    return kept


def _keep_counts(statements: list[CountedStatement]) -> None:
    columns: list[list[Any]] = [
        [one.id for one in statements],
        [one.agrees for one in statements],
        [one.disagrees for one in statements],
        [one.passes for one in statements],
        [one.priority for one in statements],
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP_COUNTS, columns)


def _closing(deliberation: Deliberation, fresh: MapResult) -> facts.OpinionMapClosed:
    return facts.OpinionMapClosed(
        activity=Subject(deliberation.activity.public_id),
        voters=fresh.voters,
        votes=fresh.votes,
        result=ContentDigest(fresh.digest),
    )
