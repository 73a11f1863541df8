"""The form with which a reported barrier is answered."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.texts import TextsField, TextsForm


class BarrierAnswerForm(TextsForm):
    """What was done, in one language at least."""

    answer = TextsField(
        label=_("Answer"), rows=4, most=2000, required_in_one=_("Write an answer, in one language at least.")
    )
    removed = forms.BooleanField(label=_("The barrier is gone"), required=False)
