"""Where Kuvend differs from django-allauth's ways."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.models import Person

logger = logging.getLogger(__name__)
NOT_SENT = _("The mail with the code could not be sent just now. Try again in some minutes.")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is the sign-in page itself: whoever types the code sent to an address has its account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Close allauth's own sign-up form; `RequestCodeForm` makes the account."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the library's own limits a key of the network, since addresses are not stored; it knows our proxies."""
        from kuvend.foundation.people.forms import asking_network  # the library's forms load this adapter

        return asking_network(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the language of the page on which the code was asked for.

        A mail server's refusal names addresses, so it stays out of the log. Without its code a person cannot go on
        and is told; a letter that only tells what was done is let go.

        Raises:
            NotAllowed: when a code could not be sent.
        """
        try:
            with translation.override(translation.get_language()):
                super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's errors too
            logger.error("a letter of the sign-in could not be sent: %s", type(error).__name__)
            if "code" in context:
                raise NotAllowed(NOT_SENT) from None

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Leave no address in the session: it would outlive the account that somebody erases."""
        for method in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            method.pop("email", None)
        request.session.set_expiry(None)  # the usual time; that of asking for a code is short
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing in passing: what happened stands on the page that follows."""
