"""The form of one piece of evidence: a file or a link, its name and day, and what stood there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import KeptFile
from kuvend.accountability.plans.progress.actions.evidence import LONGEST_SNAPSHOT, GivenEvidence
from kuvend.accountability.plans.progress.forms.fields import TextsForm, day_field, title_field
from kuvend.foundation.core.door.fields import AddressField, LineField, WordsField
from kuvend.foundation.documents.enums import MediaType

TAKEN = ".pdf,.png,.jpg,.jpeg,.csv"


class EvidenceForm(TextsForm):
    """One piece of evidence. `kept` names a file that was chosen before, when the form had faults."""

    kept = LineField(widget=forms.HiddenInput, most=10, required=False)
    title = title_field(_("Name of the evidence"), _("A document, decision, page or event."))
    event_date = day_field(_("Of which day it is"), _("Not after the half-year of which the report tells."))
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG, JPEG or CSV, at most 10 MB. Pictures are kept without place, camera and names in them."),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        error_messages={"empty": _("The file is empty."), "invalid": _("Choose the file.")},
        required=False,
    )
    url = AddressField(label=_("Or a link"), required=False, most=200)
    snapshot = WordsField(
        label=_("What stands there"),
        help_text=_("The words that matter, as they stand there: they remain when the link is dead."),
        rows=3,
        most=LONGEST_SNAPSHOT,
        required=False,
    )

    def __init__(self, *args: Any, kept_files: dict[str, KeptFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public_id = self.data.get(self.add_prefix("kept"), "") if self.is_bound else self.initial.get("kept", "")
        self.kept_file = kept_files.get(public_id)
        self.kept_words = _in_words(self.kept_file) if self.kept_file else ""

    def piece(self) -> GivenEvidence:
        """Return the piece; blank when nothing was filled in."""
        kept_file = self.kept_file
        return GivenEvidence(
            title=self.localized("title"),
            url=self.cleaned_data.get("url", ""),
            event_date=self.cleaned_data.get("event_date"),
            snapshot=self.cleaned_data.get("snapshot", ""),
            file=kept_file.file if kept_file else None,
        )


def _in_words(kept_file: KeptFile) -> str:
    return f"{kept_file.name} ({MediaType(kept_file.file.media_type).label}, {filesizeformat(kept_file.file.size)})"
