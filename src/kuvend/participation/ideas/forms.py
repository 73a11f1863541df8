"""The form of an idea."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.participation.ideas.enums import Category


class IdeaForm(forms.Form):
    """Title, words, category, and the name of a place if it belongs to one."""

    title = forms.CharField(
        label=_("Your idea in one sentence"),
        max_length=150,
        min_length=8,
        error_messages={"required": _("Say your idea in one sentence.")},
    )
    body = forms.CharField(
        label=_("What should change, and why"),
        max_length=5000,
        min_length=20,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what should change, and why.")},
    )
    category = forms.ChoiceField(label=_("What it is about"), choices=Category.choices)
    place = forms.CharField(
        label=_("Place (not required)"),
        max_length=120,
        required=False,
        help_text=_("A town or a village, if it is about one."),
    )
