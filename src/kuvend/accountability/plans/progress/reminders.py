"""What is due in plans: the next plan with its drafting, and reports on milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.accountability.plans.cycle.periods import Period
from kuvend.accountability.plans.cycle.queries.row import NextDelivery, next_delivery, plans_by_country
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import Milestone, Report
from kuvend.accountability.plans.progress.queries.periods import missing_of, owed_of, periods_of_plan
from kuvend.accountability.plans.progress.queries.reporting import reported_by
from kuvend.engines.plancheck.spans import Span
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized, quoted
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role

PLAN_AHEAD = (60, 30, 14, 7)  # days before a plan is due
REPORT_AHEAD = 14  # days before reports are due


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
            yield f"{title['plan']}: {Localized(step.sentence)}"


def _came(day: Span | None, since: date, today: date) -> bool:
    return day is not None and day.exact and since < day.last <= today


def reports_due(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return how many reports the actor owes in 14 days, today, or owes for longer.

    Overdue ones are told of on the working day after their day, and on the first working day of each week.
    """
    today = local_date(at)
    soon, now, late, newly = 0, 0, 0, 0
    for row, periods, reports in _milestones(actor):
        reported = {one.period_date for one in reports}
        for period in owed_of(row, periods, reports, today):
            if period.last not in reported:
                soon += since < period.last - timedelta(days=REPORT_AHEAD) <= today
                now += period.last == today
        missing = missing_of(row, periods, reports, today)
        late += len(missing)
        newly += sum(one.last >= since for one in missing)
    overdue = late if newly or since.isocalendar()[:2] != today.isocalendar()[:2] else 0
    lines = [
        (overdue, ngettext("%(n)d report is overdue.", "%(n)d reports are overdue.", overdue)),
        (now, ngettext("%(n)d report is due today.", "%(n)d reports are due today.", now)),
        (soon, ngettext("%(n)d report is due in 14 days.", "%(n)d reports are due in 14 days.", soon)),
    ]
    return [(words % {"n": count}, reverse("desk_reports")) for count, words in lines if count]


def _milestones(actor: Actor) -> Iterator[tuple[Milestone, list[Period], Sequence[Report]]]:
    """Yield the milestones on which the actor reports, with the half-years of their plan and their reports."""
    rows = Milestone.objects.filter(reported_by(actor)).exclude(status=Status.COMPLETED)
    milestones = list(rows.select_related("commitment__goal__plan__process").order_by("pk"))
    reports: dict[int, list[Report]] = {}
    for report in Report.objects.filter(milestone__in=milestones).order_by("as_of_date", "pk"):
        reports.setdefault(report.milestone_id, []).append(report)
    for row in milestones:
        yield row, periods_of_plan(row.commitment.goal.plan), reports.get(row.pk, [])
