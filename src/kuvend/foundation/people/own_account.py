"""What is kept of a person besides what they do: account, addresses, sessions, mandates, for their download."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import OwnRows
from kuvend.foundation.people.queries import addresses_of


def _account(person: Person) -> dict[str, Any]:
    return {"email": person.email, "language": person.language, "joined_at": person.joined_at.isoformat()}


def _sessions(person: Person) -> list[Any]:
    return list(person.sessions.order_by("begun_at").values("begun_at", "last_used_at", "browser"))


def _mandates(person: Person) -> list[Any]:
    return list(person.mandates.values("role", "scope__key", "institution__key", "from_date", "to_date", "ended_at"))


OF_PEOPLE = [
    OwnRows("account", _account),
    OwnRows("addresses", addresses_of),
    OwnRows("sessions", _sessions),
    OwnRows("mandates", _mandates),
]
