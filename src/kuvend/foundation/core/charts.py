"""Charts that the server draws: the arithmetic of bars, as attributes of an SVG that needs no style of its own.

A chart is two things side by side: bars without a word in them (templates `charts/…`), and a table with the same
numbers, which is what a screen reader and a printer get. Lengths are percentages of the whole, rounded so that the
parts of a bar end exactly at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

WHOLE = 100.0
LEAST = 1.5  # a part that is there is seen, however small


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a bar counts: its name, how many, how it is drawn, and its records.

    `tone` is `ok`, `ok-part`, `wait`, `stop` or "" (an outline); `url` opens the records; `links` are the records
    themselves, (words, address), where they are few enough to stand beside their number.
    """

    label: Any
    count: int
    tone: str = ""
    url: str = ""
    links: Sequence[tuple[Any, str]] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A part with its place on the bar: `x` and `width` of a rectangle, "12.5%", the same in every language."""

    part: Part
    x: str
    width: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A bar of segments, or several bars of one segment each; `total` is the sum of all parts."""

    segments: Sequence[Segment]
    total: int


@dataclass(frozen=True, kw_only=True)
class Course:
    """A value on its way from a baseline to a target; places are percentages of the line, "" for none."""

    baseline: str
    latest: str
    target: str


def stacked(parts: Sequence[Part]) -> Chart:
    """Return one bar in which each part takes its share; parts of nothing keep their row in the table."""
    total = sum(part.count for part in parts)
    shares = _shares([part.count for part in parts])
    segments, start = [], 0.0
    for part, share in zip(parts, shares, strict=True):
        segments.append(Segment(part=part, x=_percent(start), width=_percent(share)))
        start += share
    return Chart(segments=segments, total=total)


def _shares(counts: Sequence[int]) -> list[float]:
    """Return the shares of a bar in percent: each at least LEAST unless it is nothing, together the whole."""
    total = sum(counts)
    if not total:
        return [0.0 for _count in counts]
    raw = [max(LEAST, WHOLE * count / total) if count else 0.0 for count in counts]
    shares = [round(WHOLE * one / sum(raw), 2) for one in raw]
    shares[raw.index(max(raw))] += WHOLE - sum(shares)
    return shares


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def bars(parts: Sequence[Part]) -> Chart:
    """Return one bar for each part, the longest over the whole length."""
    longest = max((part.count for part in parts), default=0)
    lengths = [max(LEAST, WHOLE * part.count / longest) if part.count else 0.0 for part in parts]
    segments = [Segment(part=part, x="0%", width=_percent(length)) for part, length in zip(parts, lengths, strict=True)]
    return Chart(segments=segments, total=sum(part.count for part in parts))


def course(*, target: float, baseline: float | None = None, latest: float | None = None) -> Course | None:
    """Return where baseline and latest value lie on the line that leads to a target; None when all are the same.

    The line runs from 0, or from the least value where one is negative, to the greatest.
    """
    values = [value for value in (0.0, target, baseline, latest) if value is not None]
    least, span = min(values), max(values) - min(values)
    if not span:
        return None

    def place(value: float | None) -> str:
        return "" if value is None else _percent(WHOLE * (value - least) / span)

    return Course(baseline=place(baseline), latest=place(latest), target=place(target))
