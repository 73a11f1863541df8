"""An indicator as a line from its baseline to its target, with how far it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kuvend.accountability.plans.progress.queries.milestone import IndicatorPart, TimedReading
from kuvend.foundation.core.charts import Course, course

PER_CENT = {"%", "per cent", "percent", "për qind"}


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator, its latest reading, and the line it moves on; None before a number was read."""

    part: IndicatorPart
    latest: TimedReading | None
    course: Course | None


def indicator_lines(indicators: Sequence[IndicatorPart]) -> list[IndicatorLine]:
    """Return the lines of indicators; no statement."""
    return [_line(one) for one in indicators]


def _line(indicator: IndicatorPart) -> IndicatorLine:
    latest = indicator.readings[-1] if indicator.readings else None
    reached = latest.number if latest else None
    line = None
    if indicator.target_number is not None and reached is not None:
        line = course(target=indicator.target_number, baseline=_baseline(indicator), latest=reached)
    return IndicatorLine(indicator, latest, line)


def _baseline(indicator: IndicatorPart) -> float | None:
    """Return the commitment's baseline where it counts the same as the indicator, told by its unit."""
    unit, figure = indicator.unit.casefold(), indicator.baseline.casefold()
    same_unit = "%" in figure if unit in PER_CENT else bool(unit) and unit in figure
    return indicator.baseline_number if same_unit else None
