"""The one form of my page: under which name I appear."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ShownNameForm(forms.Form):
    """A name to show instead of the pseudonym; empty goes back to it."""

    name = forms.CharField(
        label=_("Name to show"),
        max_length=120,
        required=False,
        help_text=_("Everyone sees it beside your words in this process. Leave it empty to stay under your pseudonym."),
    )
    organisation = forms.CharField(
        label=_("Organisation you speak for"),
        max_length=160,
        required=False,
        help_text=_("Only if you write on its behalf."),
    )
