"""What officials are reminded of: deeds whose day has come, comes near or has passed, as their kind tells of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.urls import reverse

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.queries import owed_of_kind
from kuvend.foundation.people.actor import Actor

__all__ = ["due_of_kind", "lines"]


def lines(kind: ObligationKind, actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return what a letter tells of a kind, each line with the page of the desk where it is done.

    Args:
        since: the last day that was told of.
    """
    rows, page = list(owed_of_kind(kind, actor, at)), reverse(kind.desk)
    return [
        (words, page + kind.part_of_desk(first, last))
        for words, first, last in kind.telling.lines(rows, since, local_date(at))
    ]


def due_of_kind(kind: ObligationKind) -> partial[list[tuple[str, str]]]:
    """Return what a reminder of a kind asks."""
    return partial(lines, kind)
