"""The one door for people: an e-mail address, then a code. Known or new, the page is the same."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.utils import setup_user_email
from allauth.core import context
from django.conf import settings
from django.db import IntegrityError, transaction
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language

from kuvend.foundation.core import limits
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.network import network_key


def asking_network(request: HttpRequest) -> str:
    """Return today's key of the network from which a request comes."""
    return network_key(request.META, on=local_date(now()))


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for an address and sends it a code; a new address gets its account here, without saying so."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        email = (cleaned.get("email") or "").lower()
        if not email:
            return cleaned
        try:
            limits.count("ask_code", asking_network(context.request), at=now())
        except limits.TooOften as error:
            raise ValidationError(str(error.reason)) from error
        self._user = self.known_or_new(email)
        if not context.request.user.is_authenticated:
            # It holds the address until the code is typed; a sign-in then gives it its usual time.
            context.request.session.set_expiry(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        return cleaned

    @staticmethod
    def known_or_new(email: str) -> Person:
        """Return the account of `email`, made when there is none (it counts once the code was typed)."""
        known = Person.objects.filter(email__iexact=email).first()
        if known:
            return known
        try:
            with transaction.atomic():
                person = Person.objects.create_user(email, language=(get_language() or "sq")[:2])
                setup_user_email(context.request, person, [])
                return person
        except IntegrityError:  # asked twice at once: the other request was faster
            return Person.objects.get(email__iexact=email)


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """Asks for the code that was sent; a network that guesses is stopped, whatever accounts it guesses for."""

    def clean_code(self) -> str:
        try:
            limits.check("fail_code", asking_network(context.request), at=now())
            return str(super().clean_code())
        except limits.TooOften as error:
            raise ValidationError(str(error.reason)) from error
        except ValidationError:
            limits.count("fail_code", asking_network(context.request), at=now())
            raise
