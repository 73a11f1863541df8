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


def _line(one: IndicatorPart) -> IndicatorLine:
    latest = one.readings[-1] if one.readings else None
    reached = latest.number if latest else None
    line = None
    if one.target_number is not None and reached is not None:
        line = course(target=one.target_number, baseline=_baseline(one), latest=reached)
    return IndicatorLine(one, latest, line)


def _baseline(one: IndicatorPart) -> float | None:
    """Return the commitment's baseline where it counts the same as the indicator, told by its unit."""
    unit, figure = one.unit.casefold(), one.baseline.casefold()
    same = "%" in figure if unit in PER_CENT else bool(unit) and unit in figure
    return one.baseline_number if same else None
