"""A form that is published only as it was shown before."""

from __future__ import annotations

from hashlib import sha256

from django import forms

from kuvend.foundation.core.door.fields import LineField
from kuvend.foundation.core.door.texts import TextsForm


class PreviewedForm(TextsForm):
    """A form that carries the sign of what its preview showed."""

    previewed = LineField(most=64, widget=forms.HiddenInput, required=False)
    was_to_publish = False  # the preview is drawn in the place of a deed: something was changed after the one before

    def mark(self) -> str:
        """Return a digest of what was typed: a preview of other words does not count."""
        typed = [f"{name}={self.data.get(name, '')}" for name in sorted(self.fields) if name != "previewed"]
        return sha256("\n".join(typed).replace("\r", "").encode()).hexdigest()

    def was_previewed(self) -> bool:
        """Tell whether these very words and days were shown before."""
        return bool(self.cleaned_data.get("previewed") == self.mark())

    def show_preview(self) -> None:
        """Let the form that is drawn next carry the sign of what stands in it."""
        self.was_to_publish = self.data.get("deed") == "publish"
        self.data = dict(self.data.items()) | {"previewed": self.mark()}
