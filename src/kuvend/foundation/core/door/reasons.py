"""The form of a reason in both languages, with which something is done that everybody reads about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import WordsField
from kuvend.foundation.core.text import Localized, localized

LONGEST_REASON = 2000


def _reason(label: Any, language: str, missing: Any) -> WordsField:
    return WordsField(
        label=label,
        rows=3,
        language=language,
        most=LONGEST_REASON,
        error_messages={"required": missing},
    )


class ReasonForm(forms.Form):
    """Why something is done, in both languages; everybody reads it."""

    reason_sq = _reason(_("Why, in Albanian"), "sq", _("Say why, in Albanian."))
    reason_en = _reason(_("Why, in English"), "en", _("Say why, in English."))

    def reason(self) -> Localized:
        """Return the reason by language."""
        return localized({code: self.cleaned_data.get(f"reason_{code}", "") for code in ("sq", "en")})
