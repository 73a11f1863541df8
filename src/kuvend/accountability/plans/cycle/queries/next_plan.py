"""When the next plan of a country is drafted and due, and what follows if it comes later: a ladder of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.accountability.plans.cycle.queries.row import NextDelivery, next_delivery
from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.days import add_months
from kuvend.engines.plancheck.cycle import Step, time_left
from kuvend.engines.plancheck.spans import Span
from kuvend.foundation.core.text import EngineSentence
from kuvend.foundation.core.wording import away, in_words, page_url, span

MOST_MONTHS_LATE = 12
SOON = 60  # days; from here on a day that is due is marked


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day in words, as exact as it is known, with how far it is and the tint of its state; "" where not known."""

    words: str
    iso: str
    away: str
    tint: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """What follows after a day, and how much time to implement is left for a plan delivered on it."""

    after: ShownDay
    passed: bool
    sentence: str
    time_left: str
    source: str


@dataclass(frozen=True, slots=True)
class NextPlan:
    """The plan that is due next: `making` tells whether it is being made here, else it is the one after `title`."""

    country: str
    title: Any
    url: str
    making: bool
    simulated: bool
    window: str
    window_state: ShownDay
    due: ShownDay | None
    latest_start: ShownDay | None
    steps: Sequence[StepRow]
    times_left: Sequence[tuple[str, str]]
    rule_set: str


def next_plan(country: str, plans: Sequence[Plan], *, today: date) -> NextPlan | None:
    """Return when a country's next plan is due as of a day; None when no earlier plan's end is known."""
    delivery = next_delivery(plans, today=today)
    if delivery is None or not (delivery.days.steps or delivery.days.window_first):
        return None
    days, plan = delivery.days, delivery.plan
    return NextPlan(
        country=country,
        title=plan.process.title,
        url=page_url("plan_page", plan.public_id),
        making=delivery.making,
        simulated=plan.process.simulated or plan.period_simulated,
        window=span(*_ends(days.window_first, days.window_last)),
        window_state=_window(days.window_first, days.window_last, today),
        due=_day(days.due, today),
        latest_start=_day(days.latest_start, today),
        steps=[_step(one, delivery, today) for one in days.steps],
        times_left=_times_left(delivery),
        rule_set=days.rule_set,
    )


def _ends(first: Span | None, last: Span | None) -> tuple[date | None, date | None]:
    return (first.first if first else None), (last.last if last else None)


def _day(days: Span | None, today: date) -> ShownDay | None:
    if days is None:
        return None
    passed = days.last < today
    if not days.exact:
        return ShownDay(span(days.first, days.last), "", "", "stop" if passed else "")
    soon = 0 <= (days.last - today).days <= SOON
    tint = "stop" if passed else "wait" if soon else ""
    return ShownDay(in_words(days.last), days.last.isoformat(), away(days.last, today), tint)


def _window(first: Span | None, last: Span | None, today: date) -> ShownDay:
    if first is None or last is None:
        return ShownDay("", "", "", "")
    if today < first.first:
        return ShownDay(_("opens"), first.first.isoformat(), away(first.first, today), "")
    if today <= last.last:
        return ShownDay(_("open; closes"), last.last.isoformat(), away(last.last, today), "wait")
    return ShownDay(_("closed"), last.last.isoformat(), away(last.last, today), "stop")


def _step(step: Step, delivery: NextDelivery, today: date) -> StepRow:
    after = _day(step.after, today)
    return StepRow(
        after=after or ShownDay("", "", "", ""),
        passed=today > step.after.last,
        sentence=str(EngineSentence(step.sentence)),
        time_left=_words_left(step.after.last, delivery.end) if step.after.exact else "",
        source=step.source,
    )


def _words_left(delivered: date, end: Span | None) -> str:
    if end is None or not end.exact:
        return ""
    remainder = time_left(delivered=delivered, end=end.last)
    months = ngettext("%(n)d month", "%(n)d months", remainder.months) % {"n": remainder.months}
    if not remainder.days:
        return months
    days = ngettext("%(n)d day", "%(n)d days", remainder.days) % {"n": remainder.days}
    return _("%(months)s and %(days)s") % {"months": months, "days": days}


def _times_left(delivery: NextDelivery) -> list[tuple[str, str]]:
    """Return for each month of delay the time that is left to implement; none while end or due date are not known."""
    due, end = delivery.days.due, delivery.end
    if due is None or end is None or not (due.exact and end.exact):
        return []
    days = [add_months(due.last, months) for months in range(MOST_MONTHS_LATE + 1)]
    return [(in_words(day), _words_left(day, end)) for day in days if day <= end.last]
