"""What who reports needs to know: on which milestones, for which half-year, which one is due, what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kuvend.accountability.plans.cycle.periods import Period, owes_statement, period_due
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import FailureStatement, Milestone, Report
from kuvend.accountability.plans.progress.queries.periods import periods_of_plan
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import within

RELATED = ("outcome__scope", "outcome__institution", "commitment__outcome", "commitment__goal__plan__process")


@dataclass(frozen=True)
class Reporting:
    """A milestone to report on: `choices` are its half-years that have begun, `due` the last day of the one due.

    `owes_statement`: a report on it that is not "completed" must state the failure, since `due_day` has passed.
    """

    milestone: Milestone
    choices: list[tuple[str, str]]
    due: date
    as_of: date
    owes_statement: bool
    due_day: str


def reported_by(actor: Actor) -> Q:
    """Return the condition on milestones that mirrors `rules.may_report_progress`."""
    led = within(actor, [Role.COMPONENT_LEADER], "outcome__scope__path")
    return led | within(actor, [Role.INSTITUTION_OFFICER], "outcome__scope__path", of="outcome__institution")


def reporting_on(public_id: str, *, today: date) -> Reporting | None:
    """Return a milestone to report on, or None; two or three statements."""
    row = Milestone.objects.select_related(*RELATED).filter(outcome__public_id=public_id).first()
    if row is None:
        return None
    periods = periods_of_plan(row.commitment.goal.plan)
    own = [one for one in periods if row.from_date is None or one.last >= row.from_date] or periods[-1:]
    reported = set(Report.objects.filter(milestone=row).values_list("period_date", flat=True))
    due = period_due(own, reported, today)
    last_day = due_day_of(row, periods)
    return Reporting(
        milestone=row,
        choices=[_choice(one, reported, today) for one in reversed(own) if one.first <= today or one == due],
        due=due.last,
        as_of=min(due.last, today),
        owes_statement=row.status != Status.COMPLETED
        and owes_statement(due.last, due_date=last_day, periods=periods, today=today),
        due_day=in_words(last_day),
    )


def due_day_of(row: Milestone, periods: list[Period]) -> date:
    """Return the day by which it is to be done: the one of the last statement of failure, the plan's at the latest."""
    statements = FailureStatement.objects.filter(report__milestone=row).order_by("-report_id")
    new_date = statements.values_list("new_date", flat=True).first()
    return new_date or row.to_date or periods[-1].last


def _choice(period: Period, reported: set[date], today: date) -> tuple[str, str]:
    day = in_words(period.last)
    if period.last in reported:
        words = _("to %(day)s, reported already")
    elif period.last < today:
        words = _("to %(day)s, its report is late")
    else:
        words = _("to %(day)s")
    return period.last.isoformat(), words % {"day": day}
