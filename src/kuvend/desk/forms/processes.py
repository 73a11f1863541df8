"""The forms with which a standing process is set up, corrected and ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.previewed import PreviewedForm
from kuvend.foundation.core.door.fields import DayField, LineField
from kuvend.foundation.core.door.reasons import ReasonForm
from kuvend.foundation.core.door.texts import TextsField, title_field
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.processes.standing import KEY, KEY_TAKEN, is_key_taken


class ProcessWordsForm(PreviewedForm):
    """What a standing process is called and for, and since when it is there."""

    title = title_field()
    summary = TextsField(
        label=_("What it is for"),
        help_text=_("What people may bring at any time, and what will be done with it."),
        rows=4,
        most=2000,
        required_in_one=_("Say what it is for, in one language at least."),
    )
    from_date = DayField(
        label=_("First day"), error_messages={"required": _("Give the first day."), "invalid": _("Give a day.")}
    )

    def words(self) -> dict[str, Any]:
        """Return title, summary and first day as deeds take them."""
        first: date = self.cleaned_data["from_date"]
        return {"title": self.localized("title"), "summary": self.localized("summary"), "from_date": first}


class StandingProcessForm(ProcessWordsForm):
    """A new standing process, with the name by which files know it."""

    key = LineField(
        label=_("Short name"),
        most=80,
        required=False,
        help_text=_(
            "Small letters, digits and hyphens. Files use it for ever. Leave it empty to make it from the title."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The short name is made of the title where none is given."""
        data = super().clean()
        title = next(iter(self.localized("title").values()), "")
        data["key"] = key = data.get("key") or slugify(title)[:80].strip("-_")
        if title and "key" not in self.errors and not re.fullmatch(KEY, key):
            self.add_error("key", _("Give a short name of small letters, digits and hyphens."))
        elif key and is_key_taken(key):
            self.add_error("key", KEY_TAKEN)
        return data

    def arguments(self) -> dict[str, Any]:
        """Return what setting it up takes besides actor and moment."""
        return {"key": self.cleaned_data["key"], **self.words()}


class CorrectProcessForm(ProcessWordsForm, ReasonForm):
    """Other words or another first day, why, and the version that was read."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["title", "summary", "from_date", "reason"]

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        words = {"title": process.title, "summary": process.summary, "from_date": process.from_date}
        super().__init__(*args, initial={"seen_version": process.version, **words}, **kwargs)

    def read_again(self, version: int) -> None:
        """Let the form that is drawn next be about a later version: its page shows how that reads."""
        self.data = dict(self.data.items()) | {"seen_version": str(version)}

    def arguments(self) -> dict[str, Any]:
        """Return what correcting it takes besides actor, process and moment."""
        read = {"seen_version": self.cleaned_data["seen_version"], "reason": self.localized("reason")}
        return self.words() | read


class EndProcessForm(PreviewedForm, ReasonForm):
    """Why a standing process is ended; it carries what ends with it as it was read, and the sign of the preview."""

    ways = LineField(most=20_000, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ways: Iterable[Activity], **kwargs: Any) -> None:
        super().__init__(*args, initial={"ways": _as_read(ways)}, **kwargs)

    def read_again(self, ways: Iterable[Activity]) -> None:
        """Let the form that is drawn next carry what ends by now: its page lists that."""
        self.data = dict(self.data.items()) | {"ways": _as_read(ways)}

    def seen_versions(self) -> dict[str, int]:
        """Return the version by public id of each way to take part that was read."""
        parts = (way.partition(".") for way in self.cleaned_data["ways"].split())
        return {public_id: int(version) for public_id, _dot, version in parts if version.isdecimal()}


def _as_read(ways: Iterable[Activity]) -> str:
    return " ".join(f"{way.public_id}.{way.version}" for way in ways)
