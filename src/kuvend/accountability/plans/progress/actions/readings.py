"""The values that indicators had reached, as a report tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kuvend.accountability.plans.models import IndicatorReading, Milestone, Report
from kuvend.accountability.plans.progress.indicators import indicators_of
from kuvend.foundation.core.text import Localized, localized


@dataclass(frozen=True)
class GivenReading:
    """The value that an indicator (by its place, from 1) had reached, with a note."""

    place: int
    value: str
    note: Localized = field(default_factory=Localized)


def reading_lacks(given: Sequence[GivenReading], milestone: Milestone) -> dict[str, str]:
    """Return what readings lack: `reading-<place>-value` → the sentence at that field."""
    known = {one.place for one in indicators_of(milestone.details)}
    lacks = {
        f"reading-{one.place}-value": _("Give the value that the note is about.") for one in given if not one.value
    }
    strange = [one for one in given if one.place not in known]
    return lacks | {f"reading-{one.place}-value": _("The milestone has no such indicator.") for one in strange}


def keep_readings(report: Report, given: Sequence[GivenReading], milestone: Milestone) -> None:
    """Keep the readings of a report, each with the words of its indicator."""
    known = {one.place: one for one in indicators_of(milestone.details)}
    IndicatorReading.objects.bulk_create(
        IndicatorReading(
            report=report,
            place=one.place,
            indicator=known[one.place].text,
            unit=known[one.place].unit,
            value=one.value,
            note=localized(one.note),
        )
        for one in given
    )


def sealed_readings(given: Sequence[GivenReading]) -> list[dict[str, Any]]:
    """Return readings as a report's digest seals them, by place."""
    ordered = sorted(given, key=lambda one: one.place)
    return [{"place": one.place, "value": one.value, "note": localized(one.note)} for one in ordered]
