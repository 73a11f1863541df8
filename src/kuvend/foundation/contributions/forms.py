"""The forms of what people say."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.appearing import FirstWordsForm
from kuvend.foundation.contributions.quoting import MOST_SENTENCES
from kuvend.foundation.contributions.versions import NONE, TextChanged, seen_version_in
from kuvend.foundation.contributions.writing import WrittenForm
from kuvend.foundation.core.door.fields import LineField, WordsField
from kuvend.foundation.outcomes.choosing import SentencesField, without
from kuvend.foundation.outcomes.models import OutcomeText


class CommentForm(FirstWordsForm):
    """A comment: words, and their language."""

    body = WordsField(
        label=_("Your comment"),
        most=3000,
        fewest=2,
        rows=6,
        error_messages={"required": _("Write what you want to say.")},
    )

    def __init__(self, data: Any = None, *args: Any, text: OutcomeText | None = None, **kwargs: Any) -> None:
        """Let sentences of `text` be chosen, in the language in which it is shown.

        A choice from another version of it is forgotten: the same numbers are other sentences now.
        """
        seen_version = seen_version_in(data) if data else NONE
        self.outdated = bool(
            data and text and seen_version != text.version and (seen_version != NONE or "quote" in data)
        )
        super().__init__(without(data, "quote") if self.outdated else data, *args, **kwargs)
        self.text = text
        words, language = text.body.reading() if text else ("", "")
        self.quote_language: str = language
        if text and words:
            self.fields["quote"] = SentencesField(
                words,
                self.quote_language,
                most=MOST_SENTENCES,
                label=_("Its text, sentence by sentence"),
                help_text=_(
                    "Choose the sentences that your comment is about: at most %(most)d that follow each other. "
                    "Choose none if it is about the whole text."
                )
                % {"most": MOST_SENTENCES},
            )

    def clean(self) -> dict[str, Any]:
        """Words about a text that changed are sent again, once the text is read."""
        if self.outdated:
            raise ValidationError(str(TextChanged().reason))
        return super().clean() or self.cleaned_data


class EditForm(WrittenForm):
    """New words for a contribution; a title only where it has one."""

    title = LineField(label=_("Title"), most=150, fewest=8)
    body = WordsField(label=_("Words"), most=5000, fewest=2, rows=8)

    def __init__(self, *args: Any, titled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titled:
            del self.fields["title"]
