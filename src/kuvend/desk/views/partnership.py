"""The room of civil society: the conditions of stages in which it has part."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kuvend.desk.queries.partnership import shared_conditions
from kuvend.desk.rules import PARTNERSHIP
from kuvend.foundation.core.access import official
from kuvend.foundation.people.desk_pages import enter, show


@official
def partnership(request: HttpRequest) -> HttpResponse:
    """Show the conditions of stages in which civil society has part; each takes the evidence that it holds."""
    items = shared_conditions(enter(request, PARTNERSHIP))
    return show(request, "desk/partnership.html", {"items": items}, room=PARTNERSHIP)
