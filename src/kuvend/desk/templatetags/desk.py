"""The navigation of the desk, for every page that officials work on."""

from __future__ import annotations

from typing import Any

from django import template

from kuvend.foundation.people.desk import rooms_of
from kuvend.foundation.people.queries import actor_of

register = template.Library()


@register.inclusion_tag("desk/parts/rooms.html", takes_context=True)
def desk_rooms(context: dict[str, Any]) -> dict[str, Any]:
    """Draw a link to the start of the desk and to each room with work for the person; no SQL, the actor is known."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    rooms = rooms_of(actor_of(request))
    starts = len(rooms) > 1 and rooms[0].url_name != "desk"  # else the first page of the desk is one of the rooms
    return {"rooms": rooms, "starts": starts, "here": here, "section": context.get("section", "")}
