"""The page of a plan: what it came from, how far it is, how it was made, what OGP's rules find."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from kuvend.accountability.plans.cycle.queries.coverage import coverage_of
from kuvend.accountability.plans.document.queries.checking import plan_check
from kuvend.accountability.plans.document.queries.plan import plan_page
from kuvend.accountability.plans.document.queries.public_check import KEPT, public_check
from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.progress.actions import report_progress
from kuvend.engines.plancheck import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.models import Duty
from tests.accountability.plans.world import World, both

TODAY = date(2021, 3, 1)
pytestmark = pytest.mark.django_db


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_it_counts_the_contributions_of_each_commitment_and_of_its_milestones(world: World) -> None:
    world.answer(world.idea("One"), world.idea("Two"), landing=world.commitment.outcome)
    world.answer(world.idea("Three"), landing=world.first.outcome)
    page = plan_page(None, today=TODAY)
    assert page is not None and page.landed == 3
    assert {row.number: row.landed for row in page.rows if row.landed} == {"4": 3}
    assert "3 contributions landed here" in read("/en/plan/")


def test_the_bar_of_progress_names_every_commitment_once(world: World) -> None:
    report_progress(
        actor=HOUSE, milestone=world.first, status="limited", text=both("Two of five."), challenges=both("Codes."),
        as_of_date=date(2021, 2, 28), at=world.at,
    )  # fmt: skip
    page = plan_page(None, today=TODAY)
    assert page is not None and page.progress is not None
    parts = [one.part for one in page.progress.segments]
    assert [(str(part.label), part.count) for part in parts] == [("limited", 1), ("no report yet", 8)]
    assert sorted(words for part in parts for words, _url in part.links) == [str(n) for n in range(1, 10)]


def test_the_check_for_everyone_counts_what_the_check_finds(world: World) -> None:
    check = plan_check(world.plan, as_of=TODAY)
    part = public_check(world.plan, as_of=TODAY)
    found = [sum(one.outcome is outcome for one in check.findings) for outcome in
             (Outcome.PASSED, Outcome.FAILED, Outcome.UNKNOWN)]  # fmt: skip
    assert [one.part.count for one in part.chart.segments] == found
    assert [len(part.met), len(part.not_met), len(part.unknown)] == found
    assert [row.advice for row in part.not_met] == sorted(row.advice for row in part.not_met)  # required ones first
    assert all(row.mend for row in part.not_met)


def test_what_changed_meanwhile_shows_in_the_check_after_some_minutes(world: World) -> None:
    cache.clear()
    failed = public_check(world.plan, as_of=TODAY).not_met
    world.plan.making["contrary"] = "no"
    assert public_check(world.plan, as_of=TODAY).not_met == failed
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=KEPT + 2)):
        assert len(public_check(world.plan, as_of=TODAY).not_met) < len(failed)


def test_the_check_is_kept_and_made_anew_for_a_new_version(world: World, django_assert_num_queries: Any) -> None:
    cache.clear()
    public_check(world.plan, as_of=TODAY)
    with django_assert_num_queries(1):
        public_check(world.plan, as_of=TODAY)
    failed = {row.id for row in public_check(world.plan, as_of=TODAY).not_met}
    world.plan.making["contrary"] = "no"
    assert {row.id for row in public_check(world.plan, as_of=TODAY).not_met} == failed
    world.plan.version += 1
    assert {row.id for row in public_check(world.plan, as_of=TODAY).not_met} < failed


def test_a_check_that_another_release_kept_is_made_anew(world: World) -> None:
    cache.clear()
    found = public_check(world.plan, as_of=TODAY)
    key = f"plan-check:{world.plan.public_id}:{world.plan.version}:open:{TODAY.isoformat()}"
    assert cache.get(key)
    cache.set(key, '{"plan": "x", "rule_set": "RS-2022", "as_of": "2026-01-01", "findings": [{"id": "C-01"}]}')
    assert public_check(world.plan, as_of=TODAY) == found


def test_it_tells_how_the_plan_was_made_and_that_it_was_contrary_to_process(world: World) -> None:
    body = read("/en/plan/")
    assert "was made contrary to OGP’s process" in body
    assert body.index("13 October 2020") and "Access to Justice, stakeholder consultation 3" in body
    undated = body.index("For these, none of our sources gives the day:")
    assert undated < body.index("Announcement that drafting the plan begins")


def test_the_days_between_two_plans_are_counted(world: World) -> None:
    plans = [world.plan, Plan(pk=-1, process=world.plan.process, from_stated="2023-01-11", to_stated="2024-12-31")]
    world.plan.from_stated, world.plan.to_stated = "2020-01-01", "2022-12-31"
    found = coverage_of(plans[1], plans, today=date(2023, 1, 1))
    assert found is not None and (found.gap, found.days_until, found.days_left) == (10, 10, None)
    running = coverage_of(plans[1], plans, today=date(2024, 12, 30))
    assert running is not None and (running.days_left, running.over) == (1, False)
    plans[1].making = {"previous": {"to": "2023-01-10"}}
    assert (covered := coverage_of(plans[1], plans, today=date(2023, 1, 1))) is not None and covered.gap == 0


def test_a_goal_and_a_component_say_how_to_take_part_now(world: World) -> None:
    goal = world.commitment.goal
    component = goal.plan.goals.exclude(components=None).first().components.first()
    with time_machine.travel(world.at, tick=False):
        for path in (f"/en/goals/{goal.public_id}/", f"/en/components/{component.public_id}/"):
            body = read(path)
            assert "Take part now" in body and "about the whole plan" in body and "Ideas" in body
    with time_machine.travel(date(2030, 1, 1), tick=False):
        assert "Nothing is open here at the moment." in read(f"/en/goals/{goal.public_id}/")


@pytest.fixture
def answering(world: World) -> Institution:
    """AKSHI with answers after 0, 7, 8 and 40 days, the last one late, one waiting and one overdue."""
    for days in (0, 7, 8, 40):
        idea = world.idea(f"After {days} days")
        posted = date(2021, 3, 1)
        met = date.fromordinal(posted.toordinal() + days)
        Duty.objects.create(contribution=idea, institution=world.akshi, due_date=date(2021, 3, 29))
        Duty.objects.filter(contribution=idea).update(state="met", met_date=met)
    for title, due in (("Waiting", date(2021, 5, 1)), ("Overdue", date(2021, 4, 1))):
        Duty.objects.create(contribution=world.idea(title), institution=world.akshi, due_date=due)
    return world.akshi


def test_each_number_of_an_institution_opens_as_many_records(answering: Institution) -> None:
    with time_machine.travel(date(2021, 4, 15), tick=False):
        body = read(f"/en/institutions/{answering.public_id}/")
        for show, count in {
            "in_time": 3, "late": 1, "in_days": 1, "overdue": 1, "week_1": 2, "week_2": 1, "week_3": 0, "week_4": 0,
            "week_5": 1,
        }.items():  # fmt: skip
            address = f"show={show}&amp;institution={answering.public_id}"
            assert (address in body) is (count > 0), show
            listed = read(f"/en/contributions/?show={show}&institution={answering.public_id}")
            assert listed.count('<li><h2><a href="') == count, show
        assert "Days from posting until half of its answers had come: 7.5." in body
