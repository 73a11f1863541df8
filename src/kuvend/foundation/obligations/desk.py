"""How much of what a room owes waits on its page of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.queries import waits
from kuvend.foundation.people.desk import DeskRoom


def counted(rooms: Iterable[DeskRoom], kinds: Iterable[ObligationKind]) -> list[DeskRoom]:
    """Return the rooms of the desk; one where kinds of obligations are met, and that counts nothing, counts these."""
    by_page: dict[str, list[ObligationKind]] = {}
    for kind in kinds:
        by_page.setdefault(kind.desk, []).append(kind)
    return [
        replace(room, waits=waits(*by_page[room.url_name])) if not room.waits and room.url_name in by_page else room
        for room in rooms
    ]
