"""The form of a progress report's own words; each text is asked in all languages, one is enough."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.progress.forms.fields import TextsForm, day_field, text_field
from kuvend.foundation.core.door.fields import LineField

STATUS_LABELS = dict(Status.choices)
MEANINGS = {
    Status.NOT_STARTED: _("nothing of it has been done yet"),
    Status.LIMITED: _("it has begun, but most of it is still to be done"),
    Status.SUBSTANTIAL: _("most of it is done, a part of what was promised is still missing"),
    Status.COMPLETED: _("all that was promised is done, and the evidence shows it"),
}


class ReportForm(TextsForm):
    """Half-year, status, words and challenges; `token` marks the form, `groups` counts the pieces of evidence shown."""

    token = LineField(widget=forms.HiddenInput, most=10, required=False)
    groups = forms.IntegerField(widget=forms.HiddenInput, required=False)
    period_date = forms.TypedChoiceField(
        coerce=date.fromisoformat,
        empty_value=None,
        label=_("Of which half-year"),
        help_text=_("The report is due on the last day of the half-year."),
        required=False,
    )
    status = forms.ChoiceField(
        label=_("How far is it?"),
        choices=[(status, format_lazy("{}: {}", STATUS_LABELS[status], meant)) for status, meant in MEANINGS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far the milestone is.")},
    )
    as_of_date = day_field(_("As of which day"), required=True)
    text = text_field(_("What was done"), _("Say it as you would to a neighbour; one language is enough."))
    challenges = text_field(_("Obstacles"), _("Needed when the milestone is not started or limited."), rows=3)

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period_date"].choices = periods  # type: ignore[attr-defined]
