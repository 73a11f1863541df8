"""The form of a progress report; each text is asked in both languages, one is enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.actions import GivenEvidence
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.forms.fields import TextsForm, day_field, line_field, text_field


class ReportForm(TextsForm):
    """A report of progress on a milestone, with at most one piece of evidence."""

    fields_of = {"text": "text_sq", "challenges": "challenges_sq"}

    status = forms.ChoiceField(
        label=_("How far is it?"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far the milestone is.")},
    )
    as_of_date = day_field(_("As of which day"), required=True)
    text_sq = text_field(
        _("What was done, in Albanian"), "sq", _("Say it as you would to a neighbour; one language is enough.")
    )
    text_en = text_field(_("What was done, in English"), "en")
    challenges_sq = text_field(
        _("What stands in the way, in Albanian"), "sq", _("Needed when the milestone is not started or limited."), 3
    )
    challenges_en = text_field(_("What stands in the way, in English"), "en", rows=3)
    evidence_title_sq = line_field(_("Evidence, in Albanian"), _("The name of a document, decision, page or event."))
    evidence_title_en = line_field(_("Evidence, in English"))
    evidence_url = forms.URLField(
        label=_("Address of the evidence"), required=False, assume_scheme="https", max_length=200
    )
    evidence_date = day_field(_("Day of the evidence"))

    def clean(self) -> dict[str, Any]:
        """An address or a day of evidence needs its name."""
        given = self.cleaned_data
        named = given.get("evidence_title_sq") or given.get("evidence_title_en")
        if (given.get("evidence_url") or given.get("evidence_date")) and not named:
            self.add_error("evidence_title_sq", _("Name the evidence."))
        return given

    def evidence(self) -> list[GivenEvidence]:
        """Return the evidence that was named, if any."""
        title = self.localized("evidence_title")
        url, day = self.cleaned_data["evidence_url"], self.cleaned_data["evidence_date"]
        return [GivenEvidence(title, url, day)] if any(title.values()) else []
