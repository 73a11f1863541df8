"""The filter of what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.desk.queries.waiting import Filter
from kuvend.foundation.core.door.fields import DayField, LineField
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.models import Activity

MOST_CHOSEN = 200  # single ticks in one request; more are chosen by the filter


class FilterForm(forms.Form):
    """Narrow what waits: by activity, by what it is about, by words, by day."""

    activity = forms.ChoiceField(label=_("Activity"), required=False)
    about = forms.ChoiceField(label=_("About what"), required=False)
    words = LineField(label=_("Words"), required=False, most=100)
    due_from = DayField(label=_("Due from"), required=False)
    due_until = DayField(label=_("Due until"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, activities: Iterable[Activity], abouts: Iterable[Outcome]
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["activity"].choices = [("", _("All activities")), *_by_process(activities)]  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", _("Anything")), *((row.public_id, _label(row)) for row in abouts)]  # type: ignore[attr-defined]

    def narrowing(self) -> Filter:
        """Return the filter; a part that cannot be read does not narrow."""
        self.is_valid()
        return Filter(**self.cleaned_data)


def _label(outcome: Outcome) -> str:
    return f"{ordinal(outcome.number)} {outcome.title}".strip()


def _by_process(activities: Iterable[Activity]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for activity in activities:
        groups.setdefault(str(activity.process.title), []).append((activity.public_id, str(activity.title)))
    return list(groups.items())
