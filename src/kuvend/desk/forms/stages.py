"""The forms of a stage: the evidence for a condition, its last day and why it moves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import AddressField, DayField
from kuvend.foundation.core.door.reasons import ReasonForm
from kuvend.foundation.core.door.texts import TextsField, TextsForm
from kuvend.foundation.core.languages import site_languages
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.models import Stage
from kuvend.foundation.processes.rules import may_move_stage


class EvidenceForm(TextsForm):
    """What shows that a condition holds: its name in at least one language, and where to read it."""

    title = TextsField(
        label=_("Name of the evidence"), most=300, required_in_one=_("Name the evidence in one language at least.")
    )
    url = AddressField(
        label=_("Where to read it"),
        help_text=_("A public address, such as that of the published minutes."),
        required=False,
        error_messages={"invalid": _("Give a full address, such as https://…")},
    )


class MoveForm(ReasonForm):
    """The new last day of a stage, and why."""

    to_date = DayField(label=_("New last day"), error_messages={"required": _("Give the new last day.")})
    previewed = DayField(widget=forms.HiddenInput, required=False)
    field_order = ["to_date", "reason", "previewed"]

    def __init__(self, *args: Any, actor: Actor, stage: Stage, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.stage, self.at = actor, stage, at

    def clean_to_date(self) -> date:
        """The rule says whether the stage may end on this day; the reason is asked for at its own fields."""
        day: date = self.cleaned_data["to_date"]
        reason = Localized(dict.fromkeys(site_languages(), "-"))
        permission = may_move_stage(self.actor, self.stage, to_date=day, reason=reason, at=self.at)
        if not permission:
            raise forms.ValidationError(str(permission.reason))
        return day

    def was_previewed(self) -> bool:
        """Tell whether what follows from this very day was shown before."""
        return bool(self.cleaned_data.get("previewed") == self.cleaned_data["to_date"])
