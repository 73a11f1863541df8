"""The forms of what people say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.appearing import FirstWordsForm
from kuvend.foundation.contributions.writing import WrittenForm
from kuvend.foundation.core.door.fields import LineField, WordsField


class CommentForm(FirstWordsForm):
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
