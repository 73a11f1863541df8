"""Fields of forms that choose words from a text: they are chosen sentence by sentence, never typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kuvend.engines.legaltext import NotTogether, passage, sentences
from kuvend.foundation.core.markdown import plain


class SentencesField(forms.MultipleChoiceField):
    """Sentences of a text that follow each other; what is kept are their words, exactly as they stand there.

    Args:
        most: how many may be chosen.
    """

    def __init__(self, text: str, language: str, *, most: int | None = None, **kwargs: Any) -> None:
        self.text, self.language, self.most = text, language, most
        choices = [(str(one.number), words) for one in sentences(text) if (words := plain(one.words))]
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the words of the chosen sentences, "" for none."""
        numbers = [int(number) for number in super().clean(value)]
        if self.most is not None and len(numbers) > self.most:
            raise ValidationError(_("Choose at most %(most)d sentences.") % {"most": self.most})
        try:
            return passage(self.text, numbers)
        except NotTogether:
            raise ValidationError(_("Choose sentences that follow each other.")) from None


def without(data: Any, *names: str) -> Any:
    """Return what a form was sent without the sentences of some fields, chosen from another text than is shown now.

    The same number is another sentence there, which nobody has read.
    """
    rest = data.copy()
    for name in names:
        rest.pop(name, None)
    return rest
