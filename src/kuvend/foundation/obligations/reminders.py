"""What officials are reminded of: deeds whose day has come."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.urls import reverse
from django.utils.formats import date_format

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.queries import owed_by
from kuvend.foundation.people.actor import Actor

__all__ = ["due_of_kind", "lines"]


def lines(kind: ObligationKind, actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return the deeds of a kind whose day came after `since`, each with the page of the desk where it is done."""
    days = owed_by(actor, kind).filter(due_date__gt=since, due_date__lte=local_date(at))
    page = reverse(kind.desk)
    return [(str(kind.reminder) % {"day": date_format(row.due_date, "DATE_FORMAT")}, page) for row in days]


def due_of_kind(kind: ObligationKind) -> partial[list[tuple[str, str]]]:
    """Return what a reminder of a kind asks."""
    return partial(lines, kind)
