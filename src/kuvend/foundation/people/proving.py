"""Before an account is changed, erased or handed out its person proves again who they are.

By a factor, a password, or a code by mail: a session that was left open is no proof.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# Routes of the library that change an account. It asks there itself whoever has a password or a factor.
CHANGING = {
    "account_email",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


def proved_lately(request: HttpRequest) -> bool:
    """Tell whether the person behind a session has proved who they are within the last minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - max(one["at"] for one in records) < app_settings.REAUTHENTICATION_TIMEOUT


def asks_proof(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send whoever has neither password nor factor to prove it by a code, unless they did so minutes ago."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or get_reauthentication_flows(request.user) or proved_lately(request):
            return view(request, *args, **kwargs)
        return _to_prove(request)

    return asking


def after_proof(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page of ours only to whoever proved minutes ago who they are, by whatever their account has for it."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or proved_lately(request):
            return view(request, *args, **kwargs)
        return _to_prove(request)

    return asking


def _to_prove(request: HttpRequest) -> HttpResponse:
    way = "account_reauthenticate" if get_reauthentication_flows(request.user) else "prove"
    return HttpResponseRedirect(f"{reverse(way)}?{urlencode({'next': request.path})}")
