"""The form of an assessment; each text is asked in all languages, one is enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import Completion, EarlyResults, Potential, YesNo
from kuvend.accountability.plans.progress.actions import Codes
from kuvend.accountability.plans.progress.eras import Era
from kuvend.accountability.plans.progress.forms.fields import TextsForm, text_field, title_field
from kuvend.foundation.core.door.fields import AddressField

NOT_SAID = ("", _("not said yet"))


class AssessmentForm(TextsForm):
    """What a reviewer of the IRM found about a commitment."""

    verifiable = forms.ChoiceField(label=_("Verifiable"), choices=[NOT_SAID, *YesNo.choices], required=False)
    open_gov_lens = forms.ChoiceField(
        label=_("Open government lens"),
        help_text=_("Does it make government more transparent, participatory or accountable to the public?"),
        choices=[NOT_SAID, *YesNo.choices],
        required=False,
    )
    potential = forms.ChoiceField(
        label=_("Potential for results"), choices=[NOT_SAID, *Potential.choices], required=False
    )
    completion = forms.ChoiceField(label=_("Completion"), choices=[NOT_SAID, *Completion.choices], required=False)
    early_results = forms.ChoiceField(
        label=_("Early results"), choices=[NOT_SAID, *EarlyResults.choices], required=False
    )
    text = text_field(_("Reasons"), _("One language is enough."))
    source_title = title_field(_("Title of the review"), _("What the published review is called."))
    source_url = AddressField(label=_("Address of the review"), required=False, most=200)

    def __init__(self, *args: Any, era: Era, **kwargs: Any) -> None:
        """Offer the codes of the plan's era only."""
        super().__init__(*args, **kwargs)
        self.fields["early_results"].choices = [NOT_SAID, *((code, code.label) for code in era.early_results)]  # type: ignore[attr-defined]
        if not era.potential:
            del self.fields["potential"]

    def sentences(self) -> list[str]:
        """Return what must be mended, each with the name of its field."""
        return [f"{field.label}: {error}" for field in self for error in field.errors]

    def arguments(self) -> dict[str, Any]:
        """Return what a form without faults says, as the arguments of an assessment."""
        return {
            "codes": self.codes(),
            "text": self.localized("text"),
            "source_title": self.localized("source_title"),
            "source_url": self.cleaned_data["source_url"],
        }

    def codes(self) -> Codes:
        """Return the codes that were chosen."""
        names = ("verifiable", "open_gov_lens", "potential", "completion", "early_results")
        return Codes(**{name: self.cleaned_data.get(name, "") for name in names})
