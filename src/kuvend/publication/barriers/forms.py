"""The form with which anybody reports a barrier."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import LineField, WordsField


class BarrierForm(forms.Form):
    """On which page, and what happened."""

    page = LineField(
        label=_("Which page"),
        help_text=_("Its address, or what it is about. Leave it empty when it is about the whole site."),
        most=200,
        required=False,
    )
    words = WordsField(
        label=_("What keeps you out"),
        help_text=_("What did you want to do, what happened, and with which device or aid?"),
        rows=6,
        most=2000,
        error_messages={"required": _("Say what happened.")},
    )
