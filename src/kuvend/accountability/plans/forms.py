"""The forms of a progress report and of an assessment; each text is asked in both languages, one is enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.actions import Codes, GivenEvidence
from kuvend.accountability.plans.enums import Completion, EarlyResults, Potential, Status, YesNo
from kuvend.foundation.core.text import Localized, localized

NOT_SAID = ("", _("not said yet"))


def _text(label: Any, language: str, help_text: Any = "", rows: int = 5) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "lang": language})
    return forms.CharField(label=label, help_text=help_text, widget=area, max_length=10_000, required=False)


def _line(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=200, required=False)


class TextsForm(forms.Form):
    """A form whose texts come in two languages; `fields_of` says at which field a lacking part is shown."""

    fields_of: Mapping[str, str] = {}

    def localized(self, name: str) -> Localized:
        """Return the value of a text that is asked in both languages."""
        return localized({code: self.cleaned_data.get(f"{name}_{code}", "") for code in ("sq", "en")})

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Show each part that is missing at its field."""
        for part, sentence in lacks.items():
            self.add_error(self.fields_of.get(part, part), sentence)


class ReportForm(TextsForm):
    """A report of progress on a milestone, with at most one piece of evidence."""

    fields_of = {"text": "text_sq", "challenges": "challenges_sq"}

    status = forms.ChoiceField(
        label=_("How far is it?"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far the milestone is.")},
    )
    as_of_date = forms.DateField(
        label=_("As of which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text_sq = _text(
        _("What was done, in Albanian"), "sq", _("Say it as you would to a neighbour; one language is enough.")
    )
    text_en = _text(_("What was done, in English"), "en")
    challenges_sq = _text(
        _("What stands in the way, in Albanian"), "sq", _("Needed when the milestone is not started or limited."), 3
    )
    challenges_en = _text(_("What stands in the way, in English"), "en", rows=3)
    evidence_title_sq = _line(_("Evidence, in Albanian"), _("The name of a document, decision, page or event."))
    evidence_title_en = _line(_("Evidence, in English"))
    evidence_url = forms.URLField(
        label=_("Address of the evidence"), required=False, assume_scheme="https", max_length=200
    )
    evidence_date = forms.DateField(
        label=_("Day of the evidence"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

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


class AssessmentForm(TextsForm):
    """What a reviewer of the IRM found about a commitment."""

    fields_of = {"text": "text_sq"}

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
    text_sq = _text(_("Reasons, in Albanian"), "sq", _("One language is enough."))
    text_en = _text(_("Reasons, in English"), "en")
    source_title_sq = _line(_("Title of the review, in Albanian"), _("What the published review is called."))
    source_title_en = _line(_("Title of the review, in English"))
    source_url = forms.URLField(label=_("Address of the review"), required=False, assume_scheme="https", max_length=200)

    def codes(self) -> Codes:
        """Return the codes that were chosen."""
        names = ("verifiable", "open_gov_lens", "potential", "completion", "early_results")
        return Codes(**{name: self.cleaned_data[name] for name in names})
