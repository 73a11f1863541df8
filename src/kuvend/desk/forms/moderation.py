"""The forms of moderation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.door.fields import WordsField
from kuvend.foundation.moderation.enums import HouseRule

LET_THROUGH, HIDE, RESTORE = "let_through", "hide", "restore"
LET_VERSION, REFUSE_VERSION = "let_version_through", "refuse_version"
TAKE_BACK = "take_back"
HIDE_NAME, LET_NAME = "hide_name", "let_name"
HIDE_VERSION = "hide_version"  # with its number: "hide_version:2"
RESTORE_VERSION = "restore_version"  # likewise
BY_A_RULE = {HIDE, REFUSE_VERSION, HIDE_NAME, HIDE_VERSION}
DEEDS = {
    State.PENDING: [(LET_THROUGH, _("Publish it")), (HIDE, _("Hide it"))],
    State.PUBLISHED: [(HIDE, _("Hide it"))],
    State.HIDDEN: [(RESTORE, _("Restore it"))],
    State.WITHDRAWN: [],
}
VERSION_DEEDS = [
    (LET_VERSION, _("Publish the new version")),
    (REFUSE_VERSION, _("Refuse the new version; the present words stay")),
]


class DecideForm(forms.Form):
    """What a moderator decides; hiding needs a rule of the house."""

    deed = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision."), "invalid_choice": _("That was decided already.")},
    )
    house_rule = forms.ChoiceField(
        label=_("Participation rule"),
        help_text=_("Only to hide it. The author and the public read it."),
        choices=HouseRule.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    note = WordsField(
        label=_("Note to the author"),
        help_text=_("Only the author reads it: what could be changed, what may be said elsewhere."),
        rows=3,
        most=2000,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        state: str,
        version_waits: bool = False,
        may_take_back: bool = False,
        chosen_name: str = "",
        name_unread: bool = False,
        staying: Sequence[int] = (),
        hidden: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        deeds = (VERSION_DEEDS if version_waits else []) + DEEDS[State(state)]
        if may_take_back:
            deeds = [*deeds, (TAKE_BACK, _("Take the publication back: it waits again"))]
        for version in staying:
            label = format_lazy(_("Hide version {n}; the other words stay"), n=version)
            deeds = [*deeds, (f"{HIDE_VERSION}:{version}", label)]
        for version in hidden:
            label = format_lazy(_("Restore version {n}; it is public again beside the other words"), n=version)
            deeds = [*deeds, (f"{RESTORE_VERSION}:{version}", label)]
        if chosen_name and name_unread:
            deeds = [*deeds, (LET_NAME, format_lazy(_("The name “{name}” may stand"), name=chosen_name))]
        if chosen_name:
            deeds = [*deeds, (HIDE_NAME, format_lazy(_("Hide the name “{name}”; the words stay"), name=chosen_name))]
        self.fields["deed"].choices = deeds  # type: ignore[attr-defined]
        if len(deeds) == 1:
            self.fields["deed"].initial = deeds[0][0]

    def clean(self) -> dict[str, Any]:
        """What is hidden is hidden by a rule."""
        if self.cleaned_data.get("deed", "").partition(":")[0] in BY_A_RULE and not self.cleaned_data.get("house_rule"):
            self.add_error("house_rule", _("Choose the participation rule by which it is hidden."))
        return self.cleaned_data
