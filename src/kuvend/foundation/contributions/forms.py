"""The forms of what people say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """A comment: words alone."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=3000,
        min_length=2,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what you want to say.")},
    )


class EditForm(forms.Form):
    """New words for a contribution; a title only where it has one."""

    title = forms.CharField(label=_("Title"), max_length=150, min_length=8)
    body = forms.CharField(label=_("Words"), max_length=5000, min_length=2, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: object, titled: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not titled:
            del self.fields["title"]
