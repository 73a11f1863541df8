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


def reading_lacks(readings: Sequence[GivenReading], milestone: Milestone) -> dict[str, str]:
    """Return what readings lack: `reading-<place>-value` → the sentence at that field."""
    places = {one.place for one in indicators_of(milestone.details)}
    lacks = {
        f"reading-{reading.place}-value": _("Give the value that the note is about.")
        for reading in readings
        if not reading.value
    }
    strange = [one for one in readings if one.place not in places]
    return lacks | {f"reading-{one.place}-value": _("The milestone has no such indicator.") for one in strange}


def keep_readings(report: Report, readings: Sequence[GivenReading], milestone: Milestone) -> None:
    """Keep the readings of a report, each with the words of its indicator."""
    indicators = {one.place: one for one in indicators_of(milestone.details)}
    IndicatorReading.objects.bulk_create(
        IndicatorReading(
            report=report,
            place=reading.place,
            indicator=indicators[reading.place].text,
            unit=indicators[reading.place].unit,
            value=reading.value,
            note=localized(reading.note),
        )
        for reading in readings
    )


def sealed_readings(readings: Sequence[GivenReading]) -> list[dict[str, Any]]:
    """Return readings as a report's digest seals them, by place."""
    ordered = sorted(readings, key=lambda one: one.place)
    return [{"place": one.place, "value": one.value, "note": localized(one.note)} for one in ordered]
