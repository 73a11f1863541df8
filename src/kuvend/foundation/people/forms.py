"""The one door for people: an e-mail address, then a code. Known or new, the page is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.utils import setup_user_email
from allauth.core import context
from django.conf import settings
from django.db import IntegrityError, transaction
from django.forms import ValidationError
from django.utils.translation import get_language

from kuvend.foundation.core import limits
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.models import Person


def client_address(meta: Mapping[str, Any]) -> str:
    """Return the address that asks: behind KUVEND_PROXIES trusted proxies, what the outermost of them saw."""
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    hops: int = settings.KUVEND_PROXIES
    return forwarded[-hops] if hops and len(forwarded) >= hops else str(meta.get("REMOTE_ADDR", ""))


def network_key() -> str:
    """Return a key of the asking network that is worthless tomorrow: address prefix, day and secret, hashed."""
    address = client_address(context.request.META)
    prefix = ":".join(address.split(":")[:4]) if ":" in address else address.rsplit(".", 1)[0]
    day = local_date(now()).isoformat()
    return hashlib.sha256(f"{settings.SECRET_KEY}{day}{prefix}".encode()).hexdigest()[:24]


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for an address and sends it a code; a new address gets its account here, without saying so."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        email = (cleaned.get("email") or "").lower()
        if not email:
            return cleaned
        try:
            limits.count("ask_code", network_key(), at=now())
        except limits.TooOften as error:
            raise ValidationError(str(error.reason)) from error
        self._user = self.known_or_new(email)
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
            limits.check("fail_code", network_key(), at=now())
            return str(super().clean_code())
        except limits.TooOften as error:
            raise ValidationError(str(error.reason)) from error
        except ValidationError:
            limits.count("fail_code", network_key(), at=now())
            raise
