"""The forms that change what was announced: its words, its last day, its end; each with a public reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.previewed import PreviewedForm
from kuvend.foundation.core.door.fields import DayField
from kuvend.foundation.core.door.reasons import ReasonForm
from kuvend.foundation.core.door.texts import TextsField
from kuvend.foundation.processes.models import Activity


class ChangeForm(PreviewedForm, ReasonForm):
    """What every change carries: its reason, the version that was read, the sign that it was previewed."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen_version": activity.version} | self.current(activity)
        super().__init__(*args, **kwargs)

    @staticmethod
    def current(activity: Activity) -> dict[str, Any]:
        """Return what stands in the fields at first."""
        return {}

    def arguments(self) -> dict[str, Any]:
        """Return what the deed takes besides actor, activity, reason, version and moment."""
        return {}


class CorrectForm(ChangeForm):
    """Other words for the title and the description."""

    title = TextsField(label=_("Title"), most=200)
    summary = TextsField(label=_("What it is about"), rows=4, most=2000)
    field_order = ["title", "summary", "reason"]

    @staticmethod
    def current(activity: Activity) -> dict[str, Any]:
        """Return the words as they are published."""
        return {"title": activity.title, "summary": activity.summary}

    def arguments(self) -> dict[str, Any]:
        """Return the new words."""
        return {"title": self.localized("title"), "summary": self.localized("summary")}


class ExtendForm(ChangeForm):
    """A later last day."""

    to_date = DayField(label=_("New last day"), error_messages={"required": _("Give the new last day.")})
    field_order = ["to_date", "reason"]

    def arguments(self) -> dict[str, date]:
        """Return the new last day."""
        return {"to_date": self.cleaned_data["to_date"]}
