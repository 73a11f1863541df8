"""The form with which an activity is announced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.desk.queries.activities import ActivityChoices
from kuvend.foundation.core.clock import end_of_day, start_of_day
from kuvend.foundation.core.door.fields import DayField
from kuvend.foundation.core.door.texts import TextsField, TextsForm, title_field
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.announcing import MOST_WORKING_DAYS, ends_with_its_stage, may_publish_activity
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.processes.models import Activity, Process


class ActivityForm(TextsForm):
    """One way to take part: what is asked, by whom, from when to when, by which rules."""

    kind = forms.ChoiceField(
        label=_("Kind"), error_messages={"required": _("Choose a kind."), "invalid_choice": _("Choose a kind.")}
    )
    title = title_field()
    summary = TextsField(
        label=_("What it is about"),
        help_text=_("What you ask, whom it concerns, and what will be done with what people say."),
        rows=4,
        most=2000,
        required_in_one=_("Say what it is about, in one language at least."),
    )
    owner = forms.ChoiceField(
        label=_("Institution that asks, and answers"),
        error_messages={"required": _("Choose an institution."), "invalid_choice": _("Choose an institution.")},
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        error_messages={"invalid_choice": _("Choose a stage of this process that has not finished.")},
    )
    scope = forms.ChoiceField(
        label=_("Which part of the plan it is about"),
        help_text=_("That part and everything below it."),
        error_messages={
            "required": _("Choose a part within your mandate."),
            "invalid_choice": _("Choose a part within your mandate."),
        },
    )
    opens_on = DayField(
        label=_("First day"), error_messages={"required": _("Give the first day."), "invalid": _("Give a day.")}
    )
    closes_on = DayField(
        label=_("Last day"),
        help_text=_("It is open to the end of this day, until midnight."),
        error_messages={"required": _("Give the last day."), "invalid": _("Give a day.")},
    )
    moderation = forms.ChoiceField(
        label=_("Moderation"),
        choices=ModerationRule.choices,
        initial=ModerationRule.AFTER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when contributions are read.")},
    )
    answers_owed = forms.BooleanField(
        label=_("Each contribution is owed an answer of its own"), initial=True, required=False
    )
    answer_working_days = forms.IntegerField(
        label=_("Working days for an answer"),
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        initial=20,
        error_messages={"required": _("Give a number of working days."), "invalid": _("Give a whole number.")},
    )

    def __init__(
        self, *args: Any, actor: Actor, process: Process, choices: ActivityChoices, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.process, self.today = actor, process, today
        if process.stands:
            self.fields["closes_on"].required = False
            self.fields["closes_on"].help_text = _("Leave it empty for what stays open for good.")
            del self.fields["stage"]
            if len(choices.scopes) == 1:
                del self.fields["scope"]
        self.institutions = {row.key: row for row in choices.institutions}
        self.stages = {row.key: row for row in choices.stages}
        self.scopes = {row.key: row for row in choices.scopes}
        stages = [(key, f"{row.number}. {row.title}") for key, row in self.stages.items()]
        offered = {
            "kind": choices.kinds,
            "owner": [("", _("Choose an institution")), *((key, row.name) for key, row in self.institutions.items())],
            "stage": [("", _("no stage")), *stages],
            "scope": _indented(choices.scopes),
        }
        for name, values in offered.items():
            if name not in self.fields:
                continue
            self.fields[name].choices = [(key, str(label)) for key, label in values]  # type: ignore[attr-defined]

    def chosen_scope(self) -> Scope | None:
        """Return the scope that was chosen, of those that the actor runs, or None: whoever runs it shares the draft.

        Where there is one alone, as in a standing process, nobody is asked.
        """
        if "scope" not in self.fields:
            return self.widest_scope()
        return self.scopes.get(self.data.get("scope", ""))

    def widest_scope(self) -> Scope | None:
        """Return the widest scope that the actor runs in the process."""
        return next(iter(self.scopes.values()), None)

    def values(self) -> dict[str, str]:
        """Return what stands in the form as it was typed, for a draft."""
        return {name: str(self.data.get(name, "")) for name in self.fields}

    def clean_opens_on(self) -> date:
        """What is announced opens today or later."""
        day: date = self.cleaned_data["opens_on"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        """It has a title, ends after it begins, and its rule allows it."""
        data = super().clean()
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("The last day lies before the first."))
        if not self.errors and not (permission := ends_with_its_stage(self.activity())):
            self.add_error("closes_on", str(permission.reason))
        if not self.errors and not (permission := may_publish_activity(self.actor, self.activity())):
            self.add_error(None, str(permission.reason))
        return data

    def activity(self) -> Activity:
        """Return the activity as an unsaved row, as `publish_activity` takes it."""
        data = self.cleaned_data
        return Activity(
            process=self.process,
            kind=data["kind"],
            title=self.localized("title"),
            summary=self.localized("summary"),
            owner=self.institutions[data["owner"]],
            stage=self.stages.get(data.get("stage", "")),
            scope=self.chosen_scope(),
            opens_at=start_of_day(data["opens_on"]),
            closes_at=end_of_day(data["closes_on"]) if data["closes_on"] else None,
            moderation=data["moderation"],
            answers_owed=data["answers_owed"],
            answer_working_days=data["answer_working_days"],
        )


def _indented(scopes: Sequence[Scope]) -> list[tuple[str, str]]:
    top = min((scope.path.count("/") for scope in scopes), default=0)
    return [(row.key, "\u2003" * (row.path.count("/") - top) + str(row.title)) for row in scopes]
