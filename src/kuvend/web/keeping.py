"""Keeping what was typed when its sender is not, or no longer, signed in: within the limits of their network."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kuvend.foundation.core import limits
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.door.kept_forms import is_own, keep_form
from kuvend.foundation.people.network import network_keys


def keep_typed(request: HttpRequest, response: HttpResponse) -> bool:
    """Keep a form that a page of this site sent; returns False when it is not kept."""
    if not is_own(request):
        return False
    try:
        limits.count_all("keep_form", network_keys(request.META, on=local_date(now())), at=now())
    except limits.TooOften:
        return False
    return keep_form(request, response, at=now())
