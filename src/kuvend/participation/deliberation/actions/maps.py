"""The map: which deliberations ask for their votes to be looked at, and whether a release is due (`release.py`).

No vote waits for any of this, and nothing but a release follows from it: what people are asked next neither.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kuvend.participation.deliberation.actions.release import GRACE, release_if_due
from kuvend.participation.deliberation.models import Deliberation, Release, Vote
from kuvend.participation.deliberation.releases.rules import step

RHYTHM = timedelta(seconds=1)  # a deliberation's map is started at most once in this time
EVER = datetime(2000, 1, 1, tzinfo=UTC)
LOST_AFTER = timedelta(seconds=60)  # a map that was started and is not there after this time is started again
LOCK = 1212  # of all advisory locks of the house, those of maps

CLAIM = """
UPDATE deliberation_deliberation SET map_asked = false, map_started_at = %s WHERE activity_id IN (
    SELECT activity_id FROM deliberation_deliberation
    WHERE map_asked AND (map_started_at IS NULL OR map_started_at <= %s) ORDER BY map_started_at NULLS FIRST
    FOR NO KEY UPDATE SKIP LOCKED)
RETURNING activity_id
"""


def claim_maps(at: datetime) -> list[int]:
    """Return the activities whose map is to be started at `at`, each to one caller; their flags are taken down."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [at, at - RHYTHM])
        return [activity_id for (activity_id,) in cursor.fetchall()]


def next_claim_at() -> datetime | None:
    """Return the moment from which on a map that is asked for now may be started, or None when none is asked for."""
    deliberations = Deliberation.objects.filter(map_asked=True)
    for started in deliberations.order_by(F("map_started_at").asc(nulls_first=True)).values_list("map_started_at")[:1]:
        return (started[0] or EVER) + RHYTHM
    return None


def ask_again(at: datetime) -> int:
    """Raise the flags of maps that were lost, of deliberations that closed, and of those due for a release."""
    lost = Q(map_started_at__lte=at - LOST_AFTER) & (Q(counted_at__isnull=True) | Q(counted_at__lt=F("map_started_at")))
    closed = Q(activity__closes_at__lte=at - GRACE) & ~Q(closed_for=F("activity__closes_at"))
    old = Q(map__isnull=True) | Q(map__computed_at__lte=at - step().every)
    due = Q(activity__closes_at__gt=at) & old & Q(Exists(_unreleased()))
    due_rows = Deliberation.objects.filter(lost | closed | due).values("pk")
    return Deliberation.objects.filter(pk__in=due_rows, map_asked=False).update(map_asked=True)


def _unreleased() -> QuerySet[Vote]:
    changed = Q(released__isnull=True) | Q(released__lt=F("value")) | Q(released__gt=F("value"))
    return Vote.objects.filter(changed, statement__contribution__activity_id=OuterRef("pk"))


@transaction.atomic
def compute_map(activity_id: int, *, at: datetime) -> Release | None:
    """Look at the votes of a deliberation that are committed by now, and publish a release if one is due.

    Returns the latest release, None when there is none or the deliberation is gone.
    """
    with connection.cursor() as cursor:
        # One at a time. Not a row's lock: that would give this transaction a number, and hide later votes from it.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, activity_id])
    deliberation = Deliberation.objects.select_related("activity").filter(pk=activity_id).first()
    if deliberation is None:
        return None
    Deliberation.objects.filter(pk=activity_id).update(counted_at=at)
    return release_if_due(deliberation, at=at)
