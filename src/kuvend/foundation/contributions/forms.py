"""The forms of what people say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import LineField, WordsField


class CommentForm(forms.Form):
    """A comment: words alone."""

    body = WordsField(
        label=_("Your comment"),
        most=3000,
        fewest=2,
        rows=6,
        error_messages={"required": _("Write what you want to say.")},
    )


class EditForm(forms.Form):
    """New words for a contribution; a title only where it has one."""

    title = LineField(label=_("Title"), most=150, fewest=8)
    body = WordsField(label=_("Words"), most=5000, fewest=2, rows=8)

    def __init__(self, *args: object, titled: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not titled:
            del self.fields["title"]
