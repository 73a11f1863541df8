"""The demonstration's mailbox, on this machine only, so that a newcomer can read it; and reminders turned on or off."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.foundation.core.access import loopback, signed_in
from kuvend.foundation.core.words import one_line
from kuvend.foundation.notifications.actions import choose_reminders
from kuvend.foundation.notifications.mailbox import with_addresses_of
from kuvend.foundation.notifications.models import Delivered
from kuvend.foundation.notifications.queries import wants_reminders
from kuvend.foundation.people.requests import PersonRequest

SHOWN = 50


@loopback
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the latest letters, all of them or those to one address; in the demonstration only."""
    if not settings.KUVEND_DEMO:
        raise Http404
    letters = Delivered.objects.order_by("-received_at", "-pk")
    to = one_line(request.GET.get("to", ""))
    if to:
        letters = letters.filter(to=to.casefold())
    newest = list(letters[:SHOWN])
    for letter in newest:
        letter.body = with_addresses_of(letter.body, request.build_absolute_uri("/").rstrip("/"))
    return render(request, "notifications/mailbox.html", {"letters": newest, "to": to})


@signed_in
def my_reminders(request: PersonRequest) -> HttpResponse:
    """Turn the letters on what is due on or off."""
    if request.method == "POST":
        choose_reminders(person=request.user, wanted=request.POST.get("wanted") == "yes")
        return redirect("my_reminders")
    return render(request, "notifications/reminders.html", {"wanted": wants_reminders(request.user)})
