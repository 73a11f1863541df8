"""Reading barriers: one by its number, those that wait, how many were answered."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from kuvend.engines.deadlines import is_overdue
from kuvend.publication.barriers.models import Barrier

LATEST = 100


def barrier(public_id: str) -> Barrier | None:
    """Return a barrier by its number, or None."""
    return Barrier.objects.select_related("obligation").filter(public_id=public_id).first()


def is_late(barrier: Barrier, today: date) -> bool:
    """Tell whether a barrier waits for its answer beyond its day."""
    return barrier.answered_at is None and is_overdue(barrier.obligation.due_date, on=today)


def waiting_barriers() -> QuerySet[Barrier]:
    """Return the barriers that wait for an answer, the first due first."""
    rows = Barrier.objects.select_related("obligation").filter(answered_at=None)
    return rows.order_by("obligation__due_date", "pk")


def answered_barriers() -> QuerySet[Barrier]:
    """Return the latest barriers that were answered."""
    return Barrier.objects.exclude(answered_at=None).order_by("-answered_at", "-pk")[:LATEST]
