"""The row of a country's plans, drawn: bars on a common line of years, and the days without a plan in words.

Places are percentages of the line, so that the drawing is as wide as its page and its letters stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kuvend.accountability.plans.cycle.queries.line import Label, Line, Mark
from kuvend.accountability.plans.cycle.queries.row import PREVIOUS, periods_of
from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.wording import words_for_reader
from kuvend.engines.plancheck.cycle import Cover, Stretch, coverage
from kuvend.foundation.core.wording import in_words, page_url, span


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the table beside the drawing: its number there, its days, what is to be known of them."""

    number: str
    title: Any
    url: str
    days: str
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the drawing: the words above it, and its bars by how sure they are."""

    label: Label
    bars: Sequence[Mark]
    top: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a plan is being implemented on every day, the drawing that shows it, and the table beside it."""

    country: str
    whole: bool
    sentence: str
    simulated: bool  # days without a plan lie between days that are simulated
    gaps: Sequence[str]
    unknown: Sequence[str]
    line: Line
    lanes: Sequence[Lane]
    height: int
    rows: Sequence[PlanRow]


LANE, TOP = 40, 34  # heights in pixels
WORDS_SHOWN = 60  # characters of the label of a lane, at most


def country_coverage(country: str, plans: Sequence[Plan], *, today: date) -> Coverage | None:
    """Return the coverage of a country's days by its plans as of a day; None when no day of any plan is known."""
    stretches = _from_known(coverage(periods_of(plans), until=today))
    if not stretches:
        return None
    line = Line.over(stretches[0].first, stretches[-1].last, today)
    planned = _planned(plans, today)
    lanes = _lanes(stretches, plans, line, planned)
    gaps = [one for one in stretches if one.cover is Cover.GAP]
    return Coverage(
        country=country,
        whole=not gaps and all(one.cover is Cover.COVERED for one in stretches),
        sentence=_sentence(stretches, gaps, planned),
        simulated=any(_beside_simulated(one, plans) for one in gaps),
        gaps=[_gap(one, today) for one in gaps],
        unknown=[span(one.first, one.last) for one in _joined(stretches) if one.cover is Cover.UNKNOWN],
        line=line,
        lanes=lanes,
        height=TOP + LANE * len(lanes),
        rows=_rows(plans, planned),
    )


def _from_known(stretches: Sequence[Stretch]) -> Sequence[Stretch]:
    """Leave out what lies before the first plan kept here and the first gap: of earlier plans only an end is told."""
    for place, stretch in enumerate(stretches):
        if stretch.cover is Cover.GAP or any(not name.endswith(PREVIOUS) for name in stretch.names):
            return stretches[place:]
    return ()


def _planned(plans: Sequence[Plan], today: date) -> frozenset[str]:
    """Return the plans whose first day has not come: nothing of them is being implemented yet."""
    return frozenset(one.name for one in periods_of(plans) if one.first and one.first.first > today)


def _sentence(stretches: Sequence[Stretch], gaps: Sequence[Stretch], planned: frozenset[str]) -> str:
    if gaps:
        days = sum(one.days for one in gaps)
        sentence = ngettext(
            "On %(n)d day no plan is being implemented.", "On %(n)d days no plan is being implemented.", days
        )
        return sentence % {"n": days}
    if any(one.cover is Cover.UNKNOWN for one in stretches):
        return _("As far as the days are known, a plan is being implemented on every day.")
    running = [one for one in stretches if not planned.issuperset(one.names)]
    if not running:
        ends = {"first": in_words(stretches[0].first), "last": in_words(stretches[-1].last)}
        return _("A plan is planned for every day from %(first)s to %(last)s.") % ends
    ends = {"first": in_words(running[0].first), "last": in_words(running[-1].last)}
    sentence = _("A plan is being implemented on every day from %(first)s to %(last)s.") % ends
    if running[-1] is stretches[-1]:
        return sentence
    return f"{sentence} " + _("The next one is planned until %(day)s.") % {"day": in_words(stretches[-1].last)}


def _gap(gap: Stretch, today: date) -> str:
    days = ngettext("%(n)d day", "%(n)d days", gap.days) % {"n": gap.days}
    if gap.first <= today == gap.last:
        return _("since %(day)s no plan (%(days)s so far)") % {"day": in_words(gap.first), "days": days}
    if gap.first == gap.last:
        return _("%(day)s: no plan (%(days)s)") % {"day": in_words(gap.first), "days": days}
    return _("%(span)s: no plan (%(days)s)") % {"span": span(gap.first, gap.last), "days": days}


def _beside_simulated(gap: Stretch, plans: Sequence[Plan]) -> bool:
    """Tell whether the days before or after a gap are those of a plan, told or kept, that is simulated."""
    simulated = {one.public_id for one in plans if one.process.simulated or one.period_simulated}
    day = timedelta(days=1)
    beside = [
        period.name.removesuffix(PREVIOUS)
        for period in periods_of(plans)
        if (period.last and period.last.last == gap.first - day)
        or (period.first and period.first.first == gap.last + day)
    ]
    return not simulated.isdisjoint(beside)


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Join neighbours of the same cover, whichever plans they are of."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].cover is stretch.cover:
            stretch = Stretch(cover=stretch.cover, first=joined.pop().first, last=stretch.last)
        joined.append(stretch)
    return joined


def _lanes(stretches: Sequence[Stretch], plans: Sequence[Plan], line: Line, planned: frozenset[str]) -> list[Lane]:
    """Return a lane for each plan that has a known day, and one for the days without a plan or without knowledge."""
    numbers: Mapping[str, str] = {one.public_id: str(number) for number, one in enumerate(plans, start=1)}
    lanes: list[Lane] = []
    for name, number in numbers.items():
        own = [one for one in stretches if name in one.names]
        if own:
            words = f"{number} · {own[0].first:%m.%Y} – {own[-1].last:%m.%Y}"
            lanes.append(_lane(words, own, line, len(lanes), planned=name in planned))
    between = [one for one in _joined(_without(stretches, set(numbers))) if one.cover is not Cover.COVERED]
    if between:
        longest = max(between, key=lambda one: (one.cover is Cover.GAP, one.days))
        words = _("no plan") if longest.cover is Cover.GAP else _("not known")
        lanes.append(_lane(words, between, line, len(lanes), at=longest))
    return lanes


def _without(stretches: Sequence[Stretch], kept_plans: set[str]) -> list[Stretch]:
    """Leave out the unknown days that a kept plan's own lane shows."""
    return [
        Stretch(cover=Cover.COVERED, first=stretch.first, last=stretch.last)
        if stretch.cover is Cover.UNKNOWN and kept_plans & set(stretch.names)
        else stretch
        for stretch in stretches
    ]


def _lane(
    words: str, own: Sequence[Stretch], line: Line, place: int, *, at: Stretch | None = None, planned: bool = False
) -> Lane:
    first, last = (at.first, at.last) if at else (own[0].first, own[-1].last)
    bars = [line.mark(one.first, one.last, _tone(one.cover, planned)) for one in own]
    return Lane(line.label(words[:WORDS_SHOWN], first, last), bars, TOP + LANE * place)


def _tone(cover: Cover, planned: bool) -> str:
    return "planned" if planned and cover is Cover.COVERED else cover.value


def _rows(plans: Sequence[Plan], planned: frozenset[str]) -> list[PlanRow]:
    rows = []
    periods = {one.name: one for one in periods_of(plans)}
    for number, plan in enumerate(plans, start=1):
        rows.append(
            PlanRow(
                number=str(number),
                title=plan.process.title,
                url=page_url("plan_page", plan.public_id),
                days=" – ".join(_day_words(one) for one in (plan.from_stated, plan.to_stated)),
                notes=_notes(plan, plan.public_id in planned),
            )
        )
        if plan.public_id + PREVIOUS in periods:
            rows.append(_previous(plan))
    return rows


def _previous(plan: Plan) -> PlanRow:
    """Return the plan before one, of which the other's file tells the end alone."""
    previous = (plan.making or {}).get("previous") or {}
    title = words_for_reader(previous.get("title")) or _("A plan that is not on this site")
    return PlanRow("–", title, "", _("until %(day)s") % {"day": _day_words(str(previous.get("to", "")))}, ())


def _day_words(text: str) -> str:
    if len(text) != len("2026-11-25"):
        return _("not known") if text == "unknown" else text
    return in_words(date.fromisoformat(text))


def _notes(plan: Plan, planned: bool) -> list[str]:
    notes = [_("planned")] if planned else []
    if plan.process.simulated:
        notes.append(pgettext("plan", "simulated"))
    elif plan.period_simulated:
        notes.append(_("days simulated"))
    return notes
