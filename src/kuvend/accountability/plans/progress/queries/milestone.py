"""How a milestone stands with its reports and its indicators: half-years without a report, readings in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuvend.accountability.plans.models import Milestone, Report
from kuvend.accountability.plans.progress.indicators import Indicator, indicators_of, read_number
from kuvend.accountability.plans.progress.queries.periods import missing_of, periods_of_plan
from kuvend.accountability.plans.wording import words_for_reader
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import in_words


@dataclass(frozen=True)
class TimedReading:
    """The value an indicator had reached on a day; `number` is the value as a number where it is one."""

    day: str
    day_iso: str
    value: str
    number: float | None
    note: Any
    anchor: str


@dataclass(frozen=True)
class IndicatorPart:
    """An indicator: from where, to which value by which day, and what was reached, the earliest first.

    `baseline` is the commitment's; "" where the plan does not say. The numbers are None where a value is none.
    """

    place: int
    text: Any
    unit: str
    baseline: str
    baseline_number: float | None
    target: str
    target_number: float | None
    target_day: str
    target_iso: str
    readings: Sequence[TimedReading]


@dataclass(frozen=True)
class Standing:
    """`missing`: the half-years that are over without a report, by their last day (words, ISO), the first one first."""

    missing: Sequence[tuple[str, str]]
    indicators: Sequence[IndicatorPart]


def standing_of(row: Milestone, reports: Sequence[Report], *, today: date) -> Standing:
    """Return how a milestone stands; no statement.

    Args:
        row: loaded with `commitment__goal__plan__process`.
        reports: those of the milestone, as `reports_of` returns them.
    """
    periods = periods_of_plan(row.commitment.goal.plan)
    missing = missing_of(row, periods, reports, today)
    baseline = row.commitment.details.get("baseline")
    figure = words_for_reader(baseline.get("figure")) if isinstance(baseline, dict) else ""
    return Standing(
        missing=[(in_words(one.last), one.last.isoformat()) for one in missing],
        indicators=[_part(one, figure, reports) for one in indicators_of(row.details)],
    )


def _part(indicator: Indicator, baseline: str, reports: Sequence[Report]) -> IndicatorPart:
    return IndicatorPart(
        place=indicator.place,
        text=indicator.text,
        unit=str(indicator.unit),
        baseline=baseline,
        baseline_number=read_number(baseline),
        target=indicator.target,
        target_number=read_number(indicator.target),
        target_day=in_words(indicator.target_date),
        target_iso=indicator.target_date.isoformat() if indicator.target_date else "",
        readings=[reading for report in reversed(reports) for reading in _readings(report, indicator)],
    )


def _readings(report: Report, indicator: Indicator) -> list[TimedReading]:
    """Return what a report says of an indicator, as long as its words were the same then."""
    return [
        TimedReading(
            day=in_words(report.as_of_date),
            day_iso=report.as_of_date.isoformat(),
            value=reading["value"],
            number=read_number(reading["value"]),
            note=Localized(reading["note"]),
            anchor=f"#r-{report.public_id}",
        )
        for reading in report.shown_readings  # type: ignore[attr-defined]
        if (reading["place"], reading["indicator"]) == (indicator.place, indicator.text)
    ]
