"""The form of the value that one indicator has reached."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.progress.actions.readings import GivenReading
from kuvend.accountability.plans.progress.forms.fields import TextsForm, line_field, title_field
from kuvend.accountability.plans.progress.indicators import Indicator


class ReadingForm(TextsForm):
    """The value of an indicator, and a note about it; left empty when there is nothing to say."""

    value = line_field(_("Value reached"), _("A number or a few words; leave it empty when it was not measured."), 120)
    note = title_field(_("Note on the value"))

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator

    def readings(self) -> list[GivenReading]:
        """Return the reading, none when nothing was filled in."""
        value, note = self.cleaned_data.get("value", ""), self.localized("note")
        return [GivenReading(self.indicator.place, value, note)] if value or note else []
