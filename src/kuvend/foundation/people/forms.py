"""The one door for people: an e-mail address, then a code. Known or new, the page is the same.

The library's forms, each with addresses that are made canonical and codes that are counted before they are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import forms as library
from allauth.core import context
from django import forms
from django.conf import settings
from django.forms import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import now
from kuvend.foundation.people import actions, awaited, door
from kuvend.foundation.people.awaited import Awaited
from kuvend.foundation.people.fields import MailAddressField, SignsField

NOT_THE_CODE = _("This is not the code. Look at the newest e-mail.")
HOLDS_NO_MORE = _("This code holds no more. Ask for a new one.")


class CanonicalAddress(forms.Form):
    """Replaces the field in which an address is typed by ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = "login" if "login" in self.fields else "email"
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        self.fields[name] = MailAddressField(label=_("E-mail address"), widget=widget)
        self.order_fields([name, *self.fields])


class RequestCodeForm(CanonicalAddress, library.RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for an address and sends it a code; a new address gets its account here, without saying so."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        address = cleaned.get("email") or ""
        if not address:
            return cleaned
        try:
            door.count_asking(context.request, address)
        except limits.TooOften as error:
            raise ValidationError(str(error.reason)) from error
        self._user = actions.known_or_new(address, language=get_language() or settings.LANGUAGE_CODE)
        return cleaned


class SignInForm(CanonicalAddress, library.LoginForm):  # type: ignore[misc]
    """Signs in with a password, for who has set one."""


class AddAddressForm(CanonicalAddress, library.AddEmailForm):  # type: ignore[misc]
    """Adds an address to an account; it counts once the code sent to it was typed."""


class ChangeAddressForm(CanonicalAddress, library.ChangeEmailForm):  # type: ignore[misc]
    """Corrects the address of an account that nobody has signed in to yet."""


class ResetPasswordForm(CanonicalAddress, library.ResetPasswordForm):  # type: ignore[misc]
    """Asks for a code with which a new password can be set."""


class CountedCode(forms.Form):
    """A code is counted before it is compared; a right one costs nothing."""

    awaited: Callable[..., Awaited]

    def clean_code(self) -> str:
        counted = self.awaited(context.request, at=now())
        try:
            door.count_try(context.request, counted)
        except limits.TooOften as error:
            raise ValidationError(str(error.reason)) from error
        try:
            code = self.compare()
        except ValidationError:
            door.count_wrong(context.request, counted)
            raise
        door.give_back(context.request, counted)
        return code

    def compare(self) -> str:
        """Return the code that was typed, when it is the right one; the library's forms compare it themselves."""
        return str(super().clean_code())  # type: ignore[misc]


class ConfirmCodeForm(CountedCode, library.ConfirmLoginCodeForm):  # type: ignore[misc]
    """Asks for the code with which one signs in."""

    awaited = staticmethod(awaited.by_sign_in)


class ConfirmResetForm(CountedCode, library.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """Asks for the code with which a new password is set."""

    awaited = staticmethod(awaited.by_reset)


class ConfirmAddressForm(CountedCode, library.BaseConfirmCodeForm):  # type: ignore[misc]
    """Asks for the code that was sent to a new address, and takes the address from accounts that never proved it."""

    awaited = staticmethod(awaited.by_address)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user", None)
        self.email = kwargs.pop("email", None)
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.user:
            try:
                actions.free_address(self.email, person=self.user, at=now())
            except NotAllowed as error:
                raise ValidationError(str(error.reason)) from error
        return code


class ProofForm(CountedCode):
    """Asks for the code with which somebody who is signed in proves again who they are."""

    awaited = staticmethod(awaited.by_proof)
    code = SignsField(
        label=_("Code"), widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    )

    def __init__(self, *args: Any, digest: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = digest

    @staticmethod
    def digest(code: str) -> str:
        """Return what is kept of a code until it is typed."""
        return salted_hmac("kuvend.people.proof", code, algorithm="sha256").hexdigest()

    def compare(self) -> str:
        """Return the code that was typed, when it is the right one."""
        typed = str(self.cleaned_data["code"])
        if not self.expected:
            raise ValidationError(HOLDS_NO_MORE)
        if not constant_time_compare(self.digest(typed), self.expected):
            raise ValidationError(NOT_THE_CODE)
        return typed


class SecretForm(forms.Form):
    """The secret that was handed over with a mandate."""

    secret = SignsField(
        label=_("Secret"),
        help_text=_("Sixteen letters and digits. Capitals and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the secret.")},
    )


class LanguageForm(forms.Form):
    """The language of the letters."""

    language = forms.ChoiceField(
        label=_("Language of the e-mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
