"""How a person appears in processes, for their download."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import OwnRows
from kuvend.foundation.processes.models import Participant


def _participants(person: Person) -> list[dict[str, Any]]:
    rows = Participant.objects.filter(person=person).values(
        "process__key",
        "public_id",
        "pseudonym",
        "shown_name",
        "organisation",
        "waiting_name",
        "waiting_organisation",
        "name_salt",
    )
    return [dict(row) | {"name_salt": bytes(row["name_salt"]).hex()} for row in rows]


PARTICIPANTS = OwnRows("participants", _participants)
