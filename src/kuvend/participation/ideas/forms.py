"""The form of an idea."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.appearing import FirstWordsForm
from kuvend.foundation.core.door.fields import LineField, WordsField
from kuvend.foundation.places.queries import municipality_choices
from kuvend.foundation.processes.models import Process
from kuvend.participation.ideas.queries import categories_of


class IdeaForm(FirstWordsForm):
    """Title, words and their language, what it is about where its process has topics, and the name of a place."""

    title = LineField(
        label=_("Your idea in one sentence"),
        most=150,
        fewest=8,
        error_messages={"required": _("Say your idea in one sentence.")},
    )
    body = WordsField(
        label=_("What should change, and why"),
        most=5000,
        fewest=20,
        rows=8,
        error_messages={"required": _("Write what should change, and why.")},
    )
    category = forms.ChoiceField(
        label=_("What it is about"),
        error_messages={"required": _("Choose what it is about, or that you are not sure.")},
    )
    municipality = forms.ChoiceField(label=_("Municipality, if it is about one (not required)"), required=False)
    place = LineField(
        label=_("Village, quarter or street (not required)"),
        most=120,
        required=False,
    )

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if categories := categories_of(process):
            self.fields["category"].choices = [("", _("Choose")), *categories]  # type: ignore[attr-defined]
        else:
            del self.fields["category"]
        if places := municipality_choices():
            self.fields["municipality"].choices = [("", _("Choose")), *places]  # type: ignore[attr-defined]
        else:
            del self.fields["municipality"]
