"""Reading lamps: what is owed, what a letter names, what a feed tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import overdue
from kuvend.foundation.core.findings import FAIL, OK, Finding
from kuvend.foundation.datasets.feeds import ENTRIES, Entry
from kuvend.foundation.obligations.queries import open_obligations, owed_by
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.record.facts import RecordedFact
from tests.capabilities.lamps.models import Lamp, Watch
from tests.capabilities.lamps.obligations import REPAIR


def lamps_of(actor: Actor) -> list[Lamp]:
    """Return the lamps that the actor's institutions owe, the first due first."""
    return [repair.lamp for repair in owed_by(actor, REPAIR).select_related("lamp")]


def watched(person_id: int) -> list[str]:
    """Return the lamps that a person waits for, as plain values."""
    rows = Watch.objects.filter(participant__person=person_id).order_by("pk")
    return list(rows.values_list("lamp__public_id", flat=True))


def repaired(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the lamps of these facts."""
    rows = Lamp.objects.in_bulk({str(fact.subjects["lamp"]) for fact in facts}, field_name="public_id")
    return [{"lamp": rows[str(fact.subjects["lamp"])]} for fact in facts]


def latest() -> list[Entry]:
    """Return the lamps that were reported last."""
    rows = Lamp.objects.order_by("-reported_at", "-pk")[:ENTRIES]
    return [
        Entry(lamp.place, "", reverse("lamp", args=[lamp.public_id]), lamp.reported_at, lamp.reported_at, "")
        for lamp in rows
    ]


def lamps_burn(at: datetime) -> Finding:
    """Say how many lamps are overdue."""
    late = open_obligations(REPAIR.deed).filter(overdue(local_date(at))).count()
    return Finding("lamps", FAIL if late else OK, f"{late} overdue", "repair them")
