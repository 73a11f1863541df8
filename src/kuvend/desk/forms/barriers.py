"""The form with which a reported barrier is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import WordsField
from kuvend.foundation.core.text import Localized, localized


class BarrierAnswerForm(forms.Form):
    """What was done, in one language at least."""

    answer_sq = WordsField(label=_("Answer, in Albanian"), rows=4, language="sq", most=2000, required=False)
    answer_en = WordsField(label=_("Answer, in English"), rows=4, language="en", most=2000, required=False)
    removed = forms.BooleanField(label=_("The barrier is gone"), required=False)

    def clean(self) -> dict[str, Any]:
        """Something is said."""
        if not self.answer() and not self.errors:
            self.add_error("answer_sq", _("Write an answer, in one language at least."))
        return self.cleaned_data

    def answer(self) -> Localized:
        """Return the answer by language."""
        return localized({code: self.cleaned_data.get(f"answer_{code}", "") for code in ("sq", "en")})
