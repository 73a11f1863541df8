"""The desk as rooms hand it up: its pages, who finds work there, and how much waits for whom.

`web/wiring.py` hands the list down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.handed import by_name
from kuvend.foundation.people.actor import Actor


@dataclass(frozen=True)
class Waiting:
    """How much waits in a room of the desk, and the day of what is due first (None where nothing has a day)."""

    count: int
    oldest: date | None = None


@dataclass(frozen=True, kw_only=True)
class DeskRoom:
    """One part of the desk.

    Attributes:
        url_name: name of the URL of its first page.
        label: its name in the navigation.
        roles: the roles whose mandates have work there.
        place: where it stands in the navigation, the lowest first.
        waits: (who, now) → how much waits there for them; None where nothing is counted.
    """

    url_name: str
    label: str | Promise
    roles: frozenset[str]
    place: int
    waits: Callable[[Actor, datetime], Waiting] | None = None


_rooms: list[DeskRoom] = []


def set_desk_rooms(rooms: Iterable[DeskRoom]) -> None:
    """Keep the rooms of the desk (called once by the wiring). Raises ValueError for a page that two rooms name."""
    _rooms[:] = sorted(by_name(rooms, "url_name").values(), key=lambda room: room.place)


def rooms_of(actor: Actor) -> list[DeskRoom]:
    """Return the rooms in which the actor's mandates have work, in the order of the navigation."""
    return [room for room in _rooms if may_enter(actor, room)]


def may_enter(actor: Actor, room: DeskRoom) -> Permission:
    """A room opens for those whose mandates have work in it."""
    if room.roles & {mandate.role for mandate in actor.mandates}:
        return ALLOWED
    return refused(_("Your role has nothing to do in this part of the desk."))


def scopes_with(actor: Actor, roles: Iterable[str]) -> list[str]:
    """Return the paths of the scopes in which the actor holds one of `roles`."""
    names = set(roles)
    return sorted({mandate.scope_path for mandate in actor.mandates if mandate.role in names})
