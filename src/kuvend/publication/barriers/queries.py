"""Reading barriers: one by its number, those that wait, how many were answered."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.people.actor import Actor
from kuvend.publication.barriers.models import Barrier

LATEST = 100


def barrier(public_id: str) -> Barrier | None:
    """Return a barrier by its number, or None."""
    return Barrier.objects.filter(public_id=public_id).first()


def waiting_barriers() -> QuerySet[Barrier]:
    """Return the barriers that wait for an answer, the first due first."""
    return Barrier.objects.filter(answered_at=None).order_by("answer_due_date", "pk")


def answered_barriers() -> QuerySet[Barrier]:
    """Return the latest barriers that were answered."""
    return Barrier.objects.exclude(answered_at=None).order_by("-answered_at", "-pk")[:LATEST]


def barriers_due(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return the barriers whose answer is due by today and was not told of yet, as lines of a reminder."""
    rows = waiting_barriers().filter(answer_due_date__gt=since, answer_due_date__lte=local_date(at))
    days = [date_format(row.answer_due_date, "DATE_FORMAT") for row in rows]
    page = reverse("desk_barriers")
    return [(_("A reported barrier is due for an answer on %(day)s.") % {"day": day}, page) for day in days]
