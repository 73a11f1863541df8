"""The form that names the evidence for a condition of a stage."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.text import Localized, localized


class EvidenceForm(forms.Form):
    """What shows that a condition holds: its name in at least one language, and where to read it."""

    title_sq = forms.CharField(label=_("Name of the evidence, in Albanian"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Name of the evidence, in English"), max_length=300, required=False)
    url = forms.URLField(
        label=_("Where to read it"),
        help_text=_("A public address, such as that of the published minutes."),
        assume_scheme="https",
        required=False,
        error_messages={"invalid": _("Give a full address, such as https://…")},
    )

    def clean(self) -> dict[str, Any]:
        """Evidence has a name."""
        if not self.title():
            self.add_error("title_sq", _("Name the evidence in one language at least."))
        return self.cleaned_data

    def title(self) -> Localized:
        """Return the name by language."""
        return localized({code: self.cleaned_data.get(f"title_{code}", "") for code in ("sq", "en")})
