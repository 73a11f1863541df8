"""A report is owed for each half-year of a plan: desk, letter, calendar and the institution's page ask one list."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.models import Milestone, Report
from kuvend.accountability.plans.progress.actions import report_progress
from kuvend.accountability.plans.progress.actions.evidence import GivenEvidence
from kuvend.accountability.plans.progress.obligations import REPORT
from kuvend.accountability.plans.progress.queries.periods import periods_of_plan
from kuvend.accountability.plans.progress.queries.reports_owed import reports_of
from kuvend.foundation.core.text import Localized
from kuvend.foundation.obligations.queries import days_of_obligations, kept_days, waits
from kuvend.foundation.obligations.reminders import lines
from kuvend.foundation.obligations.rows import KeptDays
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.desk import Waiting
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Process
from tests.accountability.plans.world import World, both


def morning(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=UTC)


@pytest.fixture
def last_days(world: World) -> list[date]:
    """The last days of the half-years that the two milestones owe; they begin with 2021."""
    return [period.last for period in periods_of_plan(world.plan) if period.last >= date(2021, 1, 1)]


def report(milestone: Milestone, day: date, at: datetime) -> None:
    words = {"text": both("Two of five are connected."), "challenges": both("No common codes.")}
    report_progress(actor=HOUSE, milestone=milestone, status="limited", as_of_date=day, at=at, **words)


def test_what_is_missing_is_the_same_in_every_list(world: World, last_days: list[date]) -> None:
    first, late = last_days[0], last_days[0] + timedelta(days=3)
    officer = world.actor(Role.INSTITUTION_OFFICER, institution=world.akshi)
    with translation.override("en"):
        assert waits(REPORT)(officer, morning(first)) == Waiting(0), "it waits once its day has passed"
        assert lines(REPORT, officer, first - timedelta(days=1), morning(first))[0][0] == "2 reports are due today."
        assert waits(REPORT)(officer, morning(late)) == Waiting(2, first)
        ((words, page),) = lines(REPORT, officer, first, morning(late))
        assert (words, page) == ("2 reports are overdue.", "/en/desk/reports/")
        days = kept_days(world.akshi, morning(late))[REPORT.deed]
        assert days.days == KeptDays(owed=4, met=0, in_time=0, late=0, waiting=4, overdue=2)
        assert days.next == first
        assert [(row.due_date, str(row.title)) for row in days.overdue] == [
            (first, "4.1 Milestone 1"), (first, "4.2 Milestone 2"),
        ]  # fmt: skip
        stranger = world.actor(Role.INSTITUTION_OFFICER, institution=world.moj)
        assert not lines(REPORT, stranger, first, morning(late))


def test_a_report_counts_as_in_time_or_late_unless_nobody_knows(world: World, last_days: list[date]) -> None:
    first, second = last_days[:2]
    early, late = first - timedelta(days=3), first + timedelta(days=3)
    report(world.first, first, morning(late))
    report(world.second, early, morning(early))
    days = kept_days(world.akshi, morning(late))[REPORT.deed]
    assert days.days == KeptDays(owed=4, met=2, in_time=1, late=1, waiting=2, overdue=0)
    assert (days.next, list(days.overdue)) == (second, [])
    Report.objects.filter(milestone=world.second).update(imported=True)
    days = kept_days(world.akshi, morning(late))[REPORT.deed]
    assert days.days == KeptDays(owed=4, met=2, in_time=0, late=1, waiting=2, overdue=0)


def test_what_nobody_reports_on_any_more_is_owed_neither_at_the_desk_nor_in_public(
    world: World, last_days: list[date]
) -> None:
    officer, late = world.actor(Role.INSTITUTION_OFFICER, institution=world.akshi), morning(last_days[1])
    url = "https://example.org/portal"
    shown = GivenEvidence(title=both("Portal"), url=url, event_date=last_days[1] - timedelta(days=3))
    words = {"text": both("All five are connected."), "challenges": Localized()}
    done = report_progress(
        actor=HOUSE, milestone=world.first, status="completed", as_of_date=last_days[1] - timedelta(days=2), at=late,
        evidence=[shown], **words,
    )  # fmt: skip
    assert Milestone.objects.get(pk=world.first.pk).status == "completed", done.unproven
    days = kept_days(world.akshi, late)[REPORT.deed]
    assert (days.days.overdue, days.days.waiting, days.days.met) == (1, 2, 1), "of the second milestone alone"
    assert {row.title["en"] for row in days.overdue} == {"4.2 Milestone 2"}
    assert waits(REPORT)(officer, late) == Waiting(days.days.overdue, days.next)
    assert len(reports_of(officer, late)) == days.days.waiting


def test_the_calendar_names_the_last_day_of_each_half_year(world: World) -> None:
    processes = list(Process.objects.filter(pk=world.plan.process.pk))
    days = [day for day in days_of_obligations(processes, world.at.date()) if day.key.startswith("report-due")]
    assert [day.day for day in days] == [period.last for period in periods_of_plan(world.plan)]
    with translation.override("en"):
        assert {str(day.event) for day in days_of_obligations(processes, world.at.date())} >= {
            "Reports on all milestones are due"
        }


def test_the_page_of_an_institution_tells_what_is_overdue(world: World) -> None:
    body = Client().get(f"/en/institutions/{world.akshi.public_id}/").content.decode()
    assert "Reports on milestones" in body
    assert "What is overdue, and since when" in body
    assert "4.2 Milestone 2" in body
    assert f"{world.second.outcome.public_id}/#reports" in body
