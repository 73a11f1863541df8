"""The forms of my page: under which name I appear, and the farewell."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import LineField


class ShownNameForm(forms.Form):
    """A name to show instead of the pseudonym; empty goes back to it."""

    name = LineField(
        label=_("Name to show"),
        most=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_("Everyone sees it beside your words in this process. Leave it empty to stay under your pseudonym."),
    )
    organisation = LineField(
        label=_("Organisation you speak for"),
        most=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=_("Only if you write on its behalf."),
    )


class EraseForm(forms.Form):
    """What happens to one's words when the account goes, and that one means it."""

    words = forms.ChoiceField(
        label=_("What happens to your words?"),
        choices=[
            ("stay", _("They stay under the pseudonym, and nobody can tell any more that they were yours")),
            ("too", _("They go too: they are withdrawn and their text is deleted for ever")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens to your words.")},
    )
    sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Tick that you know this cannot be undone.")},
    )
