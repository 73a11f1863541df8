"""The forms in which the code of an authenticator app is typed: each code counts once."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as library
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

KEY_NAME = _("Your name for it")


class OnceOnly(forms.Form):
    """The library forgets a used code after one step; with a tolerance of a step it is valid for longer."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            used = salted_hmac("kuvend.people.used", f"{self.authenticator.pk} {code}", algorithm="sha256").hexdigest()
            if not cache.add(f"used-{used}", "y", timeout=STEPS_VALID * 30):
                raise get_adapter().validation_error("incorrect_code")
        return code


STEPS_VALID = 2 * settings.MFA_TOTP_TOLERANCE + 2


class AuthenticateForm(OnceOnly, library.AuthenticateForm):  # type: ignore[misc]
    """At sign-in."""


class ReauthenticateForm(OnceOnly, library.ReauthenticateForm):  # type: ignore[misc]
    """Before a change, and to open the desk."""


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Adds a passkey or a security key, under a name by which its owner knows it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Gives a passkey or a security key another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME
