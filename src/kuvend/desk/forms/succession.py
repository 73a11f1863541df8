"""The forms of a text that continues in others, and of one that no longer does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.lineage import LeadForm, reason_field
from kuvend.foundation.outcomes.enums import SuccessionKind

HOW_IT_WENT = {
    SuccessionKind.BECAME: _("It became another text"),
    SuccessionKind.MERGED_INTO: _("It was merged into another text"),
    SuccessionKind.SPLIT_INTO: _("It was split into several texts"),
    SuccessionKind.CARRIED_OVER_TO: _("It was carried over to another plan"),
    SuccessionKind.LEFT_ASIDE: _("It was left aside"),
}


class SuccessionForm(LeadForm):
    """How a text continues, and why."""

    how = forms.ChoiceField(
        label=_("How does it continue?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it continues."), "invalid_choice": _("Say how it continues.")},
    )
    field_order = ("how", "reason")

    def __init__(self, *args: Any, kinds: Sequence[SuccessionKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [(kind.value, HOW_IT_WENT[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["how"].initial = kinds[0].value if len(kinds) == 1 else None

    def kind(self) -> SuccessionKind:
        """Return how it continues, as it was chosen."""
        return SuccessionKind(self.cleaned_data["how"])


class TakingBackForm(LeadForm):
    """Why what was said about a text is taken back."""

    reason = reason_field(
        _("It stands in the open data; authors whose words landed here read it in their e-mail."),
    )
