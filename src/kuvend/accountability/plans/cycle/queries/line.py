"""A line of years on which days have their places, as percentages: the arithmetic of a drawing without a style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MOST_YEARS_NAMED = 6  # that many names of years stand beside each other on a phone
LEAST = 0.6  # a day is seen, however long the line
NEAR_START, NEAR_END = 40.0, 60.0  # from here on words begin at the bar, or end with it, so that they never leave


@dataclass(frozen=True, slots=True)
class Year:
    """A year's name at its first day."""

    name: str
    x: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar from one place to another; `tone` says how it is drawn."""

    x1: str
    x2: str
    tone: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place, with the side on which they hang (SVG's text-anchor)."""

    words: str
    x: str
    anchor: str


@dataclass(frozen=True)
class Line:
    """The line from the first of a January to the end of a December, with the years named and today marked."""

    first: date
    days: int
    years: Sequence[Year]
    today: str
    today_label: Label

    @classmethod
    def over(cls, first: date, last: date, today: date) -> Line:
        """Return the line that holds a first day, a last day and today."""
        start = date(min(first, today).year, 1, 1)
        end_year = max(last, today).year
        days = (date(end_year, 12, 31) - start).days + 1
        step = -(-(end_year - start.year + 1) // MOST_YEARS_NAMED)
        years = [
            Year(str(year), _percent((date(year, 1, 1) - start).days / days * 100))
            for year in range(start.year, end_year + 1, step)
        ]
        place = ((today - start).days + 0.5) / days * 100
        return cls(start, days, years, _percent(place), Label("", _percent(place), _anchor(place, place)))

    def mark(self, first: date, last: date, tone: str) -> Mark:
        """Return the bar from the beginning of one day to the end of another, wide enough to be seen."""
        start, end = self._places(first, last)
        if end - start < LEAST:
            start = min(start, 100 - LEAST)
            end = start + LEAST
        return Mark(_percent(start), _percent(end), tone)

    def label(self, words: str, first: date, last: date) -> Label:
        """Return words for a bar, hung so that they stay on the drawing."""
        start, end = self._places(first, last)
        anchor = _anchor(start, end)
        place = {"start": start, "end": end, "middle": (start + end) / 2}[anchor]
        return Label(words, _percent(place), anchor)

    def _places(self, first: date, last: date) -> tuple[float, float]:
        return (first - self.first).days / self.days * 100, ((last - self.first).days + 1) / self.days * 100


def _anchor(start: float, end: float) -> str:
    if start <= NEAR_START:
        return "start"
    return "end" if end >= NEAR_END else "middle"


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
