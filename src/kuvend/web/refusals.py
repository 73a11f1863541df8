"""A refused request is told to the security log: who, and at which route."""

from __future__ import annotations

from django.http import HttpRequest

from kuvend.foundation.core.security_log import Event, note


def note_refusal(request: HttpRequest) -> None:
    """Write that a request was refused; the route's name stands for the page, since addresses hold ids."""
    match = request.resolver_match
    user = getattr(request, "user", None)  # there is none before the session was read
    note(Event.REFUSED, person=getattr(user, "pk", None), about=(match.url_name or "") if match else "")
