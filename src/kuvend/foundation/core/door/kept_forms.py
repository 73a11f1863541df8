"""Words survive a session that has ended: what was typed waits, sealed, until its author has signed in again.

The key is in the browser alone, in a cookie that no script reads; the row holds its digest and the sealed words, so
nobody reads them in the database. They are drawn into the form at its own address, for the person who signed in
first, and go when the form is sent, or within the hour.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict

from kuvend.foundation.core.clock import now
from kuvend.foundation.core.door.sending import OTHER_FIELDS
from kuvend.foundation.core.models import KeptForm

COOKIE = "kept_form"
KEPT = timedelta(hours=1)
LONGEST = 32_000  # bytes of what was typed, as JSON: a stranger may send it
MOST = 2_000  # forms that wait at a time, from wherever: below 100 MB; what is over waits no more and counts not
COMPARED = frozenset({"code", "secret", "password", "password1", "password2", "oldpassword", "newpassword"})
"""Names of fields whose values are compared with something secret: drawn again they would be tried uncounted."""
View = Callable[..., HttpResponse]


def is_own(request: HttpRequest) -> bool:
    """Tell whether a form was sent from a page of this site: nobody else's words are kept for a person."""
    origin = request.headers.get("Origin")
    here = f"{request.scheme}://{request.get_host()}"
    return origin in {None, here} and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def keep_form(request: HttpRequest, response: HttpResponse, *, at: datetime) -> bool:
    """Keep what was typed for the browser that sent it; returns False when there is nothing to keep, or no room.

    What is compared with a secret is never kept: a kept form is drawn as if it had been sent, and undone.
    """
    waiting = KeptForm.objects.filter(kept_at__gt=at - KEPT)
    if COMPARED & request.POST.keys() or waiting.count() >= MOST:
        return False
    typed = {name: values for name, values in request.POST.lists() if name not in OTHER_FIELDS}
    content = json.dumps(typed, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if not any(value.strip() for values in typed.values() for value in values) or len(content) > LONGEST:
        return False
    secret = secrets.token_bytes(32)
    KeptForm.objects.create(key=_digest(secret), path=request.path, sealed=_seal(secret).encrypt(content), kept_at=at)
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(secret).decode(),
        max_age=int(KEPT.total_seconds()),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return True


def draws_kept(view: View) -> View:
    """Return `view` as one that draws its form with what its author had typed before the session ended."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = _waiting_form(request) if COOKIE in request.COOKIES and request.user.is_authenticated else None
        if row is None:
            return view(request, *args, **kwargs)
        if request.method == "GET":
            return _page_unsent(request, row, lambda: view(request, *args, **kwargs))
        response = view(request, *args, **kwargs)
        if 300 <= response.status_code < 400:
            row.delete()
            response.delete_cookie(COOKIE)
        return response

    return wrapper


def _page_unsent(request: HttpRequest, row: KeptForm, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Draw the form as if what was kept had been sent, without any deed: whatever the view did is undone."""
    empty = request.POST
    with transaction.atomic():
        request.POST = _typed(row, request)  # type: ignore[assignment]
        request.kept_form = True  # type: ignore[attr-defined]
        response = view()
        transaction.set_rollback(True)
    if response.status_code in {200, 422}:
        response.status_code = 200
        return response
    request.POST, request.kept_form = empty, False  # type: ignore[attr-defined]
    return view()


def _waiting_form(request: HttpRequest) -> KeptForm | None:
    """Return what waits for this browser at this address, if it is this person's."""
    row = KeptForm.objects.filter(key=_digest(_secret(request)), path=request.path, kept_at__gt=now() - KEPT).first()
    if row is None or row.person_id not in {None, request.user.pk}:
        return None
    if row.person_id is None:
        row.person_id = request.user.pk
        row.save(update_fields=["person_id"])
    return row


def _typed(row: KeptForm, request: HttpRequest) -> QueryDict:
    typed = QueryDict(mutable=True)
    try:
        for name, values in _content(row, request).items():
            typed.setlist(name, values)
    except InvalidToken:
        pass
    return typed


def _content(row: KeptForm, request: HttpRequest) -> dict[str, list[str]]:
    opened = _seal(_secret(request)).decrypt(bytes(row.sealed))
    content: dict[str, list[str]] = json.loads(opened.decode("utf-8", "surrogatepass"))
    return content


def _secret(request: HttpRequest) -> bytes:
    try:
        return base64.urlsafe_b64decode(request.COOKIES[COOKIE])
    except ValueError:
        return b""


def _digest(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()


def _seal(secret: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"kept form" + secret).digest()))


def forget_old(*, at: datetime) -> int:
    """Delete what nobody came back for; returns how many."""
    return KeptForm.objects.filter(kept_at__lt=at - KEPT).delete()[0]
