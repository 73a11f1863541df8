"""Where Kuvend differs from django-allauth's ways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context as library
from django.conf import settings
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.people import door, letters, sessions
from kuvend.foundation.people.browsers import browser_in_words
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.network import network_keys
from kuvend.foundation.people.queries import has_factor

UNKNOWN = "account/email/unknown_account"
WITH_WAY_BACK = {"account/email/address_added", "account/email/email_changed"}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is the sign-in page itself: whoever types the code sent to an address has its account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Close allauth's own sign-up form; `RequestCodeForm` makes the account."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the library's own limits a key of the widest network, since addresses are not stored.

        What a network may get wrong is counted at the door, by narrow and wide ones, each with its share.
        """
        return network_keys(request.META, on=local_date(now()))[-1][0]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a password before it is compared; the library's own limit would let strangers lock an owner out."""
        try:
            door.count_password(request, credentials.get("email", ""))
        except TooOften as error:
            raise ValidationError(str(error.reason)) from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Give back what a password has cost that was right."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            door.give_password_back(request, credentials.get("email", ""))
        return user

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """The library calls it when a new password was set by a code."""
        door.forgive_passwords(request, credentials.get("email", ""))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        door.charge_networks(request)
        super().authentication_failed(request, **credentials)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the letter to the job that sends it, in the language of the page; no request talks to a mail server.

        Raises:
            TooOften: when too many codes were asked for.
        """
        request = library.request
        if "code" in context or template_prefix == UNKNOWN:
            door.count_asking(request, email)
        with translation.override(translation.get_language()):
            site = {"request": request, "email": email, "host": settings.KUVEND_HOST}
            letter = self.render_mail(template_prefix, email, site | context)
        person = getattr(request, "user", None)
        person_id = person.pk if person and person.is_authenticated else None
        letters.post(letter, person_id=person_id, holds_code="code" in context, at=now())

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person what was changed in their account; a letter about addresses holds a way back.

        It goes to the address that was the first one before. Other letters hold none: whoever reads a mailbox
        must not be able to take a second factor away.
        """
        more = dict(context or {})
        if template_prefix in WITH_WAY_BACK:
            more["way_back"] = letters.way_back(user, email or user.email, at=now())
        super().send_notification_mail(template_prefix, user, more, email=email)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Take the address from accounts that never proved it, then confirm it."""
        from kuvend.foundation.people.actions import free_address

        free_address(email_address.email, person=email_address.user, at=now())
        return bool(super().confirm_email(request, email_address))

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Leave no address in the session: it would outlive the account that somebody erases."""
        for method in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            method.pop("email", None)
        request.session[sessions.BEGUN] = now().isoformat()
        request.session[sessions.BROWSER] = str(browser_in_words(request.headers.get("User-Agent", "")))
        request.session.set_expiry(None)  # the usual time; that of asking for a code is short
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ask whoever has a second factor for that one alone, others for their password or a code by mail."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if has_factor(user):
            return [method for method in methods if method["id"].startswith("mfa_")]
        return [*methods, {"id": "code", "description": _("Use a code by e-mail"), "url": reverse("prove")}]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing in passing: what happened stands on the page that follows."""


def tell_erased(request: HttpRequest, addresses: Iterable[str]) -> None:
    """Tell the addresses of an account that it was erased; the letters belong to nobody and go when they were sent."""
    for address in addresses:
        Adapter(request).send_mail("account/email/account_erased", address, {"home": site_url(reverse("home"))})
