"""The forms of what people say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kuvend.engines.languages import guess
from kuvend.foundation.contributions.languages import writing_languages
from kuvend.foundation.core.door.fields import LineField, WordsField


class WrittenForm(forms.Form):
    """Words of a person and the language they are in: guessed from the words where nobody says it.

    A language that is known from elsewhere (an import) stays choosable.
    """

    language = forms.ChoiceField(label=_("Language of your words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.initial.get("language", "")
        self.fields["language"].choices = writing_languages(known)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say the language of what was written: the one that was chosen, else the one that the words show."""
        data = self.cleaned_data
        if not data.get("language"):
            written = " ".join(str(data.get(name, "")) for name in ("title", "body", "words"))
            data["language"] = guess(written, otherwise=get_language() or settings.LANGUAGE_CODE)
        return data


class CommentForm(WrittenForm):
    """A comment: words, and their language."""

    body = WordsField(
        label=_("Your comment"),
        most=3000,
        fewest=2,
        rows=6,
        error_messages={"required": _("Write what you want to say.")},
    )


class EditForm(WrittenForm):
    """New words for a contribution; a title only where it has one."""

    title = LineField(label=_("Title"), most=150, fewest=8)
    body = WordsField(label=_("Words"), most=5000, fewest=2, rows=8)

    def __init__(self, *args: Any, titled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titled:
            del self.fields["title"]
