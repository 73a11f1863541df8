"""The letters of a person, and whether deadlines are told them, for their download."""

from __future__ import annotations

from typing import Any

from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.notifications.queries import wants_reminders
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import OwnRows


def _letters(person: Person) -> list[Any]:
    return list(Mail.objects.filter(person=person).order_by("pk").values("subject", "body", "queued_at"))


OF_NOTIFICATIONS = [OwnRows("letters", _letters), OwnRows("reminders", wants_reminders)]
