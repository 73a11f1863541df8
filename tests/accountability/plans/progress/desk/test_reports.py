"""Reports: the milestones on which somebody reports, the first due first, each with the way to its form."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kuvend.accountability.plans.models import Commitment, Component, Milestone, Plan, PolicyGoal
from kuvend.accountability.plans.progress.actions import GivenFailure, report_progress
from kuvend.accountability.plans.progress.actions.evidence import GivenEvidence
from kuvend.accountability.plans.progress.queries.desk_reports import to_report
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.actor import HOUSE
from tests.support.house import House, both

REPORTS = "/en/desk/reports/"


@pytest.fixture
def component(house: House) -> Component:
    """A component of the house's plan, with a scope of its own."""
    plan = Plan.objects.create(process=house.process, country="AL", from_stated="2026", to_stated="2027")
    goal_scope = keep_scope(key="goal", title=both("Goal"), parent=house.scope)
    goal = PolicyGoal.objects.create(plan=plan, key="g", number="1", place=1, title=both("Goal"), scope=goal_scope)
    scope = keep_scope(key="component", title=both("Component"), parent=goal_scope)
    return Component.objects.create(goal=goal, key="c", number="1.1", place=1, title=both("Component"), scope=scope)


def outcome(house: House, component: Component, kind: str, number: str) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind=kind, key=number, number=number, title=both(f"Step {number}"),
        institution=house.owner, scope=component.scope,
    )  # fmt: skip
    publish_text(actor=HOUSE, outcome=made, title=both(f"Step {number}"), body=both("Words."), at=house.at)
    return made


@pytest.fixture
def milestones(house: House, component: Component) -> list[Milestone]:
    """Four milestones of the agency: due in the past, soon, without a day, and later."""
    commitment = Commitment.objects.create(
        outcome=outcome(house, component, "commitment", "1"), goal=component.goal, component=component, place=1
    )
    days = [date(2026, 11, 2), date(2026, 11, 26), None, date(2027, 3, 1)]
    return [
        Milestone.objects.create(
            outcome=outcome(house, component, "milestone", f"1.{n}"), commitment=commitment, place=n, to_date=day
        )
        for n, day in enumerate(days, 1)
    ]


def test_the_first_due_stands_first_and_one_without_a_day_last(officer: Client, milestones: list[Milestone]) -> None:
    page = officer.get(REPORTS)
    assert [row.number for row in page.context["page"].rows] == ["1.1", "1.2", "1.4", "1.3"]
    body = page.content.decode()
    assert "working days overdue" in body
    assert "no report yet" in body
    assert f"/en/milestones/{milestones[0].outcome.public_id}/report/" in body


def test_a_completed_milestone_leaves_and_a_report_shows(
    house: House, officer: Client, milestones: list[Milestone]
) -> None:
    words = {"text": both("The office is open."), "challenges": Localized(), "as_of_date": house.at.date()}
    shown = [GivenEvidence(both("The decision"), "https://example.org/1", house.at.date())]
    for milestone, status in ((milestones[0], "completed"), (milestones[1], "substantial")):
        report_progress(actor=HOUSE, milestone=milestone, status=status, at=house.at, evidence=shown, **words)
    page = officer.get(REPORTS)
    assert [row.number for row in page.context["page"].rows] == ["1.2", "1.4", "1.3"]
    assert "Substantial" in page.content.decode()


def test_the_leader_of_the_component_sees_them_too_and_others_do_not(
    house: House, at_desk: Callable[..., Client], component: Component, milestones: list[Milestone]
) -> None:
    leader = at_desk("component_leader", scope=component.scope)
    assert f'href="{REPORTS}"' in leader.get("/en/desk/").content.decode()
    assert len(leader.get(REPORTS).context["page"].rows) == 4
    stranger = at_desk("institution_officer", institution=house.other)
    assert not stranger.get(REPORTS).context["page"].rows
    assert at_desk("moderator").get(REPORTS).status_code == 403


def test_the_list_asks_few_questions(
    officer: Client, milestones: list[Milestone], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        officer.get(REPORTS)


def test_the_next_page_goes_on_where_the_first_ended(
    house: House, component: Component, officer: Client, milestones: list[Milestone]
) -> None:
    known = {"commitment": milestones[0].commitment, "place": 9}
    for number in range(60):
        day = date(2026, 12, 1 + number % 5) if number < 40 else None
        Milestone.objects.create(outcome=outcome(house, component, "milestone", f"9.{number}"), to_date=day, **known)
    first = officer.get(REPORTS).context["page"]
    second = officer.get(REPORTS, {"after": first.next_key}).context["page"]
    ids = [row.public_id for row in (*first.rows, *second.rows)]
    assert (len(first.rows), len(ids), len(set(ids)), second.next_key) == (50, 64, 64, "")


def test_each_row_says_which_half_year_is_due_and_how_many_are_missing(
    house: House, officer: Client, milestones: list[Milestone]
) -> None:
    Milestone.objects.filter(pk=milestones[3].pk).update(from_date=date(2026, 9, 1))  # owes nothing of the first half
    words = {"text": both("Half of it."), "challenges": Localized(), "status": "substantial", "at": house.at}
    report_progress(actor=HOUSE, milestone=milestones[1], as_of_date=house.at.date(), **words)
    report_progress(
        actor=HOUSE, milestone=milestones[1], as_of_date=date(2026, 6, 30), period_date=date(2026, 6, 30), **words
    )
    page = officer.get(REPORTS)
    rows = {row.number: row for row in page.context["page"].rows}
    due = {number: row.period and row.period.on_date for number, row in rows.items()}
    june, december = date(2026, 6, 30), date(2026, 12, 31)
    assert due == {"1.1": june, "1.3": june, "1.4": december, "1.2": None}
    assert list(rows) == ["1.1", "1.3", "1.4", "1.2"]
    assert {number: row.missing for number, row in rows.items()} == {"1.1": 1, "1.2": 0, "1.3": 1, "1.4": 0}


def test_a_milestone_that_was_closed_undone_leaves_the_list(
    house: House, officer: Client, milestones: list[Milestone]
) -> None:
    failure = GivenFailure(reason=both("No money."), institution=house.owner, remedy=both("None."), not_at_all=True)
    report_progress(
        actor=HOUSE, milestone=milestones[0], status="limited", text=both("Little."), challenges=both("Money."),
        as_of_date=house.at.date(), failure=failure, at=house.at,
    )  # fmt: skip
    assert [row.number for row in officer.get(REPORTS).context["page"].rows] == ["1.2", "1.4", "1.3"]


def test_the_list_is_one_statement_however_many_milestones_there_are(
    house: House, milestones: list[Milestone], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = house.actor(house.official("institution_officer"))
    with django_assert_num_queries(1):
        assert len(to_report(actor, after="", today=house.at.date()).rows) == 4
