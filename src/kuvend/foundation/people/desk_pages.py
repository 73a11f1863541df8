"""What every page of the desk shares: who may enter its room, where it stands, the answer to a wrong form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import require
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom, may_enter
from kuvend.foundation.people.queries import actor_of


def enter(request: HttpRequest, room: DeskRoom) -> Actor:
    """Return the actor, who must have work in `room`.

    Raises:
        NotAllowed: with the reason that the person is shown.
    """
    actor = actor_of(request)
    require(may_enter(actor, room))
    return actor


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, room: DeskRoom | None, wrong: bool = False
) -> HttpResponse:
    """Draw a page of the desk; `wrong` says that it carries a form that must be mended (status 422)."""
    section = {"section": room.url_name if room else ""}
    return render(request, template, section | context, status=422 if wrong else 200)
