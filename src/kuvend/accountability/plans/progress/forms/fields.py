"""What the forms of plans share: fields of texts, lines and days, and at which field a lacking part is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kuvend.foundation.core.door import texts
from kuvend.foundation.core.door.fields import DayField, LineField

LONGEST_TEXT, LONGEST_LINE = 10_000, 200


def text_field(label: Any, help_text: Any = "", rows: int = 5) -> texts.TextsField:
    """Return a field for some sentences in all languages."""
    return texts.TextsField(label=label, help_text=help_text, rows=rows, most=LONGEST_TEXT)


def title_field(label: Any, help_text: Any = "") -> texts.TextsField:
    """Return a field for one line in all languages."""
    return texts.TextsField(label=label, help_text=help_text, most=LONGEST_LINE)


def line_field(label: Any, help_text: Any = "", most: int = LONGEST_LINE) -> LineField:
    """Return a field for one line in no language."""
    return LineField(label=label, help_text=help_text, most=most, required=False)


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> DayField:
    """Return a field for a day."""
    return DayField(label=label, help_text=help_text, required=required)


class TextsForm(texts.TextsForm):
    """A form whose texts come in all languages; a part that is lacking is shown at the field of its name."""

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Show each part that is missing at its field."""
        for part, sentence in lacks.items():
            self.add_error(part, sentence)
