"""The list of institutions, and the page of one: what it promised and how it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, Value

from kuvend.accountability.plans.models import Commitment, Component, PolicyGoal
from kuvend.accountability.plans.queries.answers_chart import answers_chart, weeks_chart
from kuvend.accountability.plans.queries.progress_chart import progress_chart
from kuvend.accountability.plans.queries.reports_owed import OwedReports, reports_owed
from kuvend.accountability.plans.queries.rows import CommitmentRow, commitment_rows
from kuvend.foundation.core.charts import Chart
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import Named, page_url, span
from kuvend.foundation.outcomes.enums import OutcomeKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.collective import AnswerToAll, answers_to_all, with_answers
from kuvend.foundation.responses.delays import delays_of
from kuvend.foundation.responses.queries import AnswerRates, answer_rates, rates_of_each

ACTIVITIES_SHOWN = 20  # that an institution owns, the latest first


@dataclass(frozen=True)
class InstitutionRow:
    """An institution in the list; figures are counts of commitments and of duties to answer."""

    name: Any
    short: Any
    url: str
    parent: Any
    commitments: int
    answered: int
    owed: int
    overdue: int


@dataclass(frozen=True)
class InstitutionPage:
    """Everything that an institution's page shows."""

    institution: Institution
    parent: Named | None
    children: Sequence[Named]
    rates: AnswerRates
    in_time_percent: int | None  # rounded down: only all of them are 100
    answers: Chart
    median_days: float | None
    weeks: Chart
    progress: Chart | None
    reports_owed: Sequence[OwedReports]
    leads: Sequence[Named]
    led: Sequence[tuple[Any, Sequence[CommitmentRow]]]
    supported: Sequence[tuple[Any, Sequence[CommitmentRow]]]
    activities: Sequence[tuple[str, Any, str]]
    to_all: Sequence[AnswerToAll]


def institution_rows(*, today: date) -> list[InstitutionRow]:
    """Return all institutions with what they lead and owe, those that lead most first."""
    led = Outcome.objects.filter(kind=OutcomeKind.COMMITMENT, institution__isnull=False)
    leads = dict(led.values_list("institution_id").annotate(n=Count("pk")))
    rates = rates_of_each(today=today)
    rows = [
        _row(one, leads.get(one.pk, 0), rates.get(one.pk))
        for one in Institution.objects.select_related("parent").order_by("key")
    ]
    return sorted(rows, key=lambda row: (-row.commitments, -row.owed, str(row.name)))


def _row(one: Institution, leads: int, rates: AnswerRates | None) -> InstitutionRow:
    return InstitutionRow(
        name=one.name,
        short=one.short_name,
        url=page_url("institution", one.public_id),
        parent=one.parent.name if one.parent else None,
        commitments=leads,
        answered=rates.answered if rates else 0,
        owed=rates.owed if rates else 0,
        overdue=rates.overdue if rates else 0,
    )


def institution_page(public_id: str, *, at: datetime) -> InstitutionPage | None:
    """Return the page of an institution, or None."""
    one = Institution.objects.select_related("parent").filter(public_id=public_id).first()
    if one is None:
        return None
    children = Institution.objects.filter(parent=one).order_by("key")
    rates = answer_rates(one.pk, today=local_date(at))
    mine = Q(outcome__institution=one) | Q(supporting=one)
    rows = commitment_rows(Commitment.objects.filter(mine).distinct())
    led = [row for row in rows if row.lead_id == one.pk]
    delays = delays_of(one.pk)
    asked = list(with_answers(Activity.objects.filter(owner=one)).order_by("-opens_at", "pk"))
    return InstitutionPage(
        institution=one,
        parent=_named(one.parent) if one.parent else None,
        children=[_named(child) for child in children],
        rates=rates,
        in_time_percent=100 * rates.in_time // rates.answered if rates.answered else None,
        answers=answers_chart(rates, one.public_id),
        median_days=delays.median_days,
        weeks=weeks_chart(delays, one.public_id),
        progress=progress_chart(led),
        reports_owed=reports_owed(one.pk, today=local_date(at)),
        leads=_leads(one),
        led=_by_plan(led),
        supported=_by_plan(row for row in rows if row.lead_id != one.pk),
        activities=_activities(asked[:ACTIVITIES_SHOWN]),
        to_all=answers_to_all((row for row in asked if row.closes_at <= at), at),
    )


def _by_plan(rows: Iterable[CommitmentRow]) -> list[tuple[Any, list[CommitmentRow]]]:
    """Return commitments under the titles of their plans."""
    return [(title, list(group)) for title, group in groupby(rows, key=lambda row: row.plan)]


def _named(one: Institution) -> Named:
    return Named(one.name, page_url("institution", one.public_id))


def _leads(one: Institution) -> list[Named]:
    """Return the policy goals and components that an institution leads; one statement."""
    goals = PolicyGoal.objects.filter(leads=one).values_list("title", "public_id", Value("policy_goal"), "plan_id")
    parts = Component.objects.filter(leader=one).values_list("title", "public_id", Value("component"), "goal__plan_id")
    rows = goals.union(parts, all=True).order_by("-plan_id")
    return [Named(Localized(title), page_url(name, public_id)) for title, public_id, name, _plan in rows]


def _activities(rows: Iterable[Activity]) -> list[tuple[str, Any, str]]:
    """Return (address, title, days) of ways to take part."""
    return [
        (
            page_url("activity", row.public_id),
            row.title,
            span(local_date(row.opens_at), row.last_day),
        )
        for row in rows
    ]
