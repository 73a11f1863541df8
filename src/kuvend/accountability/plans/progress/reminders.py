"""What comes near in the delivery of the next plan, with its drafting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.accountability.plans.cycle.queries.row import NextDelivery, next_delivery, plans_by_country
from kuvend.engines.plancheck.spans import Span
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import EngineSentence, quoted
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role

PLAN_AHEAD = (60, 30, 14, 7)  # days before a plan is due


def plans_due(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return what came near in the delivery of the next plan: its drafting opens, it is due soon, a limit passed."""
    today = local_date(at)
    lines: list[tuple[str, str]] = []
    for plans in plans_by_country().values():
        delivery = next_delivery(plans, today=today)
        if delivery and actor.holds(Role.SECRETARIAT, scope=delivery.plan.process.scope.path):
            path = reverse("calendar") + f"?process={delivery.plan.process.public_id}"
            lines += [(words, path) for words in _delivery(delivery, since, today)]
    return lines


def _delivery(delivery: NextDelivery, since: date, today: date) -> Iterator[str]:
    days, title = delivery.days, {"plan": quoted(delivery.plan.process.title)}
    if _came(days.window_first, since, today):
        own, after = (
            _("The drafting of “%(plan)s” can begin."),
            _("The drafting of the plan after “%(plan)s” can begin."),
        )
        yield (own if delivery.making else after) % title
    due = days.due.last if days.due and days.due.exact else None
    for ahead in PLAN_AHEAD:
        if due and since < due - timedelta(days=ahead) <= today:
            days_left = (due - today).days
            sentence = ngettext(
                "The plan “%(plan)s” is due on %(day)s, in %(n)d day.",
                "The plan “%(plan)s” is due on %(day)s, in %(n)d days.",
                days_left,
            )
            yield sentence % {**title, "day": date_format(due, "DATE_FORMAT"), "n": days_left}
    for step in days.steps:
        if _came(step.after.plus(days=1), since, today):
            yield f"{title['plan']}: {EngineSentence(step.sentence)}"


def _came(day: Span | None, since: date, today: date) -> bool:
    return day is not None and day.exact and since < day.last <= today
