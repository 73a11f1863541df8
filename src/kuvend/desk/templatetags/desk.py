"""The navigation of the desk, for every page that officials work on."""

from __future__ import annotations

from typing import Any

from django import template

from kuvend.foundation.people.desk import rooms_of
from kuvend.foundation.people.queries import actor_of

register = template.Library()


@register.inclusion_tag("desk/parts/rooms.html", takes_context=True)
def desk_rooms(context: dict[str, Any]) -> dict[str, Any]:
    """Draw a link to each room in which the person's mandates have work; no SQL, the actor is known by then."""
    request = context["request"]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {"rooms": rooms_of(actor_of(request)), "here": here, "section": context.get("section", "")}
