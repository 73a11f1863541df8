"""A form that is sent twice is one deed: the second sending, at once or later, leads where the first one led.

Every form of ours carries a token (the tag `csrf_token` writes it). Token, address, person and what was typed make a
key; its row is written in the transaction of the deed. Who sends the same again waits for that transaction and is
then led to the same page. A form that has faults keeps no row, so it can be sent again as it is.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kuvend.foundation.core.clock import now
from kuvend.foundation.core.models import SentForm

FIELD = "form_token"
OTHER_FIELDS = {FIELD, "csrfmiddlewaretoken"}
KEPT = timedelta(days=1)
View = Callable[..., HttpResponse]


def new_token() -> str:
    """Return the token of a form that is drawn."""
    return secrets.token_urlsafe(12)


def sent_once(view: View) -> View:
    """Return `view` as one that does the deed of a form once, however often the same form is sent."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(FIELD) or getattr(view, "repeatable", False):
            return view(request, *args, **kwargs)
        return _once(request, lambda: view(request, *args, **kwargs))

    return wrapper


def _once(request: HttpRequest, deed: Callable[[], HttpResponse]) -> HttpResponse:
    key = _key_of(request)
    with transaction.atomic():
        if not _is_first(key):
            return HttpResponseRedirect(SentForm.objects.values_list("location", flat=True).get(key=key))
        response = deed()
        if isinstance(response, HttpResponseRedirect):
            _note_location(key, response.url)
        else:
            SentForm.objects.filter(key=key).delete()
        return response


def _is_first(key: str) -> bool:
    """Write the row of a form; PostgreSQL lets the second writer wait until the first one is done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_sentform (key, location, sent_at) VALUES (%s, '', %s) ON CONFLICT (key) DO NOTHING",
            [key, now()],
        )
        return bool(cursor.rowcount)


def _note_location(key: str, location: str) -> None:
    """Keep where a form led to."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_sentform SET location = %s WHERE key = %s", [location, key])


def _key_of(request: HttpRequest) -> str:
    sender = request.user.pk if request.user.is_authenticated else ""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in OTHER_FIELDS)
    files = sorted((name, one.name, one.size) for name, many in request.FILES.lists() for one in many)
    parts = (sender, request.get_full_path(), request.POST[FIELD], typed, files)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def repeatable(view: View) -> View:
    """Mark a view whose deed is the same however often it is done, and done too often to keep a row of each."""
    view.repeatable = True  # type: ignore[attr-defined]
    return view


def forget_old(*, at: datetime) -> int:
    """Delete the rows of forms that nobody sends again; returns how many."""
    return SentForm.objects.filter(sent_at__lt=at - KEPT).delete()[0]
