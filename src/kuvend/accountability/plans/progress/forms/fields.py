"""What the forms of plans share: texts asked in both languages, and at which field a lacking part is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from kuvend.foundation.core.door.fields import DayField, LineField, WordsField
from kuvend.foundation.core.text import Localized, localized


def text_field(label: Any, language: str, help_text: Any = "", rows: int = 5) -> WordsField:
    """Return a field for some sentences in a language."""
    return WordsField(label=label, help_text=help_text, rows=rows, language=language, most=10_000, required=False)


def line_field(label: Any, help_text: Any = "", most: int = 200) -> LineField:
    """Return a field for one line."""
    return LineField(label=label, help_text=help_text, most=most, required=False)


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> DayField:
    """Return a field for a day."""
    return DayField(label=label, help_text=help_text, required=required)


class TextsForm(forms.Form):
    """A form whose texts come in two languages; `fields_of` says at which field a lacking part is shown."""

    fields_of: Mapping[str, str] = {}

    def localized(self, name: str) -> Localized:
        """Return the value of a text that is asked in both languages."""
        return localized({code: self.cleaned_data.get(f"{name}_{code}", "") for code in ("sq", "en")})

    def is_faulty(self, part: str) -> bool:
        """Tell whether something must be mended at a part already, in any language."""
        return any(name == part or name.startswith(f"{part}_") for name in self.errors)

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Show each part that is missing at its field."""
        for part, sentence in lacks.items():
            self.add_error(self.fields_of.get(part, part), sentence)
