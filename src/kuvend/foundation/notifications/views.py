"""The demonstration's mailbox: on this machine only, so that a newcomer can read the codes and letters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import loopback
from kuvend.foundation.core.markdown import clean
from kuvend.foundation.notifications.models import Delivered

SHOWN = 50


@loopback
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the latest letters, all of them or those to one address."""
    letters = Delivered.objects.order_by("-received_at", "-pk")
    to = clean(request.GET.get("to", ""))
    if to:
        letters = letters.filter(to__iexact=to)
    return render(request, "notifications/mailbox.html", {"letters": letters[:SHOWN], "to": to})
