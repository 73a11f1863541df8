"""The form fields of the door: an e-mail address becomes canonical, a code loses its spaces."""

from __future__ import annotations

from typing import Any

from django import forms

from kuvend.foundation.core.door.fields import LineField
from kuvend.foundation.people.addresses import AddressRefused, canonical

MOST_SIGNS = 40


class MailAddressField(forms.EmailField):
    """Cleans to the canonical form of the address, or says beside the field why there is none."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if not typed:
            return typed
        try:
            return canonical(typed)
        except AddressRefused as error:
            raise forms.ValidationError(str(error.reason), code="address") from error


class SignsField(LineField):
    """A code or secret that somebody copies by hand: spaces and dashes do not matter, nor what nobody sees."""

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(most=MOST_SIGNS, **kwargs)
        self.help_text = help_text

    def normalised(self, text: str) -> str:
        return "".join(sign for sign in super().normalised(text) if sign.isalnum())
