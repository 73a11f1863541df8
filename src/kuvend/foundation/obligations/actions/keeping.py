"""What every deed with an obligation does: lock it, keep what happened, compute its day anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kuvend.engines.deadlines.clocks import ClockProblem, Due, Event
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations.clocks import clock_of, computed, events_of
from kuvend.foundation.obligations.models import Obligation, ObligationEvent
from kuvend.foundation.obligations.rules import BY_ITS_CLOCK
from kuvend.foundation.record.facts import Subject


def locked(obligation: Obligation) -> Obligation:
    """Return the row as it stands, locked until the end of the transaction."""
    return Obligation.objects.select_for_update(of=("self",)).select_related("institution").get(pk=obligation.pk)


def keep_event(row: Obligation, kind: str, at: datetime, **fields: Any) -> ObligationEvent:
    """Keep what happened to an obligation; its day is the one that stands now."""
    return ObligationEvent.objects.create(
        obligation=row, kind=kind, at=at, on_date=local_date(at), due_date=row.due_date, **fields
    )


def day_with(row: Obligation, *events: Event) -> Due:
    """Return the day that follows from all that happened, and from `events` besides.

    Raises NotAllowed where the rule does not allow it.
    """
    earlier = events_of(row.events.order_by("pk"))
    try:
        return clock_of(row).due(row.started_date, [*earlier, *events])
    except ClockProblem as problem:
        raise NotAllowed(BY_ITS_CLOCK) from problem


def move(row: Obligation, event: ObligationEvent) -> None:
    """Compute the day anew from all that happened, and keep it. Raises NotAllowed where the rule does not allow it."""
    fields = computed(day_with(row))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields, "state", "institution"])
    event.due_date = row.due_date
    event.save(update_fields=["due_date"])


def about(row: Obligation) -> dict[str, Any]:
    """Return what every fact about an obligation names."""
    return {
        "obligation": Subject(row.public_id),
        "subject": Subject(row.subject),
        "institution": Subject(row.institution.public_id) if row.institution else None,
        "deed": row.deed,
    }
