"""The form by which anybody reports words to the moderators."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import WordsField
from kuvend.foundation.moderation.enums import HouseRule


class ReportForm(forms.Form):
    """The rule that is broken, and a short note if one is needed."""

    house_rule = forms.ChoiceField(
        label=_("Which rule does it break?"),
        choices=HouseRule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the rule that it breaks.")},
    )
    note = WordsField(
        label=_("What should the moderator look at? (not required)"),
        help_text=_("Only moderators read it."),
        rows=3,
        most=500,
        required=False,
    )
