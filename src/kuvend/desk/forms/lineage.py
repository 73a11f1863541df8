"""The forms of words that are merged into others, or split into parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kuvend.engines.legaltext import passage, sentences
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.rules import MOST_PARTS
from kuvend.foundation.core.door.texts import MISSING_IS_SHOWN, TextsField, TextsForm
from kuvend.foundation.core.markdown import plain


def reason_field(help_text: Any) -> TextsField:
    """Return the field of a reason, in one language at least; `help_text` says who will read it."""
    return TextsField(
        label=_("Reason"),
        help_text=help_text,
        rows=3,
        most=2000,
        last_help=MISSING_IS_SHOWN,
        required_in_one=_("Say why."),
    )


class LeadForm(TextsForm):
    """Why words continue elsewhere, in one language at least."""

    reason = reason_field(_("The authors read it in their e-mail, everyone on the pages."))


class MergeForm(LeadForm):
    """Which of the words stands for all, and why."""

    into = forms.ChoiceField(
        label=_("Which one is answered for all?"),
        help_text=_("The others continue in it. No word of any of them changes."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them."), "invalid_choice": _("Choose one of them.")},
    )
    field_order = ("into", "reason")

    def __init__(self, *args: Any, words: Sequence[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = {row.public_id: row for row in words}
        self.fields["into"].choices = [(row.public_id, name_of(row)) for row in words]  # type: ignore[attr-defined]
        self.fields["into"].initial = next(iter(self.words), None)

    def into_and_merged(self) -> tuple[Contribution, list[Contribution]]:
        """Return the words that stand for all, and the others."""
        into = self.words[self.cleaned_data["into"]]
        return into, [row for row in self.words.values() if row != into]


def name_of(row: Contribution) -> str:
    """Return a title, or how words begin, and who wrote them."""
    return f"{row.title or Truncator(row.body).chars(80)} · {row.author}"


class SplitForm(LeadForm):
    """Where each further part begins, and why the words are split."""

    cuts = forms.MultipleChoiceField(
        label=_("Where does a new part begin?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the first sentence of each further part.")},
    )
    field_order = ("cuts", "reason")

    def __init__(self, *args: Any, row: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body, self.sentences = row.body, sentences(row.body)
        later = [(str(one.number), plain(one.words)) for one in self.sentences[1:]]
        self.fields["cuts"].choices = later  # type: ignore[attr-defined]
        self.fields["cuts"].language = row.language  # type: ignore[attr-defined]

    def clean_cuts(self) -> list[int]:
        """Return the numbers of the sentences with which further parts begin, in order."""
        cuts = sorted(int(number) for number in self.cleaned_data["cuts"])
        if len(cuts) >= MOST_PARTS:
            raise forms.ValidationError(_("That is too many parts. The most is %(n)d.") % {"n": MOST_PARTS})
        return cuts

    def passages(self) -> list[str]:
        """Return the words of each part, as they stand in the text."""
        cuts = self.cleaned_data["cuts"]
        starts, ends = [1, *cuts], [*cuts, len(self.sentences) + 1]
        return [passage(self.body, range(*span)) for span in zip(starts, ends, strict=True)]
