"""What every form of somebody's words has: the language that they are in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kuvend.engines.languages import guess
from kuvend.foundation.contributions.languages import writing_languages


class WrittenForm(forms.Form):
    """Words of a person and the language they are in: guessed from the words where nobody says it.

    A language that is known from elsewhere (an import) stays choosable.
    """

    language = forms.ChoiceField(label=_("Language of your words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = self.initial.get("language", "")
        self.fields["language"].choices = writing_languages(present)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say the language of what was written: the one that was chosen, else the one that the words show."""
        data = self.cleaned_data
        if not data.get("language"):
            words = " ".join(str(data.get(name, "")) for name in ("title", "body", "words"))
            data["language"] = guess(words, otherwise=get_language() or settings.LANGUAGE_CODE)
        return data
