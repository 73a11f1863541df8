"""Where Kuvend differs from django-allauth's ways."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from kuvend.foundation.people.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is the sign-in page itself: whoever types the code sent to an address has its account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Close allauth's own sign-up form; `RequestCodeForm` makes the account."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the language of the page on which the code was asked for."""
        with translation.override(translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Leave no address in the session: it would outlive the account that somebody erases."""
        for method in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            method.pop("email", None)
        request.session.modified = True
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing in passing: what happened stands on the page that follows."""
