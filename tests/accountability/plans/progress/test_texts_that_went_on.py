"""What continues elsewhere or was left aside is counted, owed and commented no more; the plan still holds it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.cycle.queries.calendar import days_of_plans
from kuvend.accountability.plans.document.queries.commitment import commitment_page, milestone_page
from kuvend.accountability.plans.document.queries.export import plan_document
from kuvend.accountability.plans.document.queries.plan import PlanPage, plan_page
from kuvend.accountability.plans.models import Commitment
from kuvend.accountability.plans.progress.actions import report_progress
from kuvend.accountability.plans.progress.obligations import REPORT
from kuvend.accountability.plans.progress.queries.assessing import to_assess
from kuvend.accountability.plans.progress.queries.desk_waits import commitments_unassessed
from kuvend.accountability.plans.progress.queries.institutions import led_counts
from kuvend.accountability.plans.progress.queries.reports_owed import reports_of
from kuvend.accountability.plans.progress.steps import steps_after
from kuvend.foundation.contributions.rules import may_comment_on
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.obligations.queries import kept_days
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.queries import landing_places, succession_of
from kuvend.foundation.outcomes.succession import record_succession, undo_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Process
from kuvend.publication.trail.queries import contribution_page
from tests.accountability.plans.world import World, both

pytestmark = pytest.mark.django_db
TODAY = date(2021, 3, 1)
LATER = datetime(2021, 12, 1, 8, tzinfo=UTC)


def text(number: str) -> Outcome:
    return Outcome.objects.select_related("scope").get(kind="commitment", number=number)


def lead(world: World, number: str, kind: SuccessionKind, *goals: str) -> Outcome:
    """As the secretariat does, for a reason."""
    row = text(number)
    record_succession(
        actor=HOUSE, outcome=row, kind=kind, successors=[text(goal) for goal in goals], reason=both("Why"), at=world.at
    )
    return text(number)


@pytest.fixture
def moved(world: World) -> World:
    """Commitment 4, with its two milestones, went into 3; commitment 5 was left aside."""
    lead(world, "4", SuccessionKind.MERGED_INTO, "3")
    lead(world, "5", SuccessionKind.LEFT_ASIDE)
    return world


def shown() -> PlanPage:
    with translation.override("en"):
        page = plan_page(None, today=TODAY)
    assert page is not None
    return page


def text_of(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_plan_counts_what_stands_and_lists_the_rest_with_its_mark(moved: World) -> None:
    page = shown()
    assert (page.commitments, len(page.rows)) == (7, 9)
    assert (page.completed, page.milestones) == (0, 0), "the milestones of a merged commitment go with it"
    assert page.progress is not None and sum(one.part.count for one in page.progress.segments) == 7
    with translation.override("en"):
        marks = {row.number: str(row.went.tag.words) for row in page.rows if row.went}
        assert marks == {"4": "continues elsewhere", "5": "left aside"}
    html = text_of("/en/plan/")
    assert "commitments 7 commitments" in html
    assert f"continues elsewhere Merged into 3. {text('3').title['en']}" in html
    assert len(re.findall(r"left aside", html)) == 1
    undo_succession(actor=HOUSE, outcome=text("4"), at=moved.at)
    assert (shown().commitments, shown().milestones) == (8, 2)


def test_what_words_landed_there_still_counts_for_the_plan(world: World) -> None:
    world.answer(world.idea("One"), landing=world.commitment.outcome)
    lead(world, "4", SuccessionKind.MERGED_INTO, "3")
    assert shown().landed == 1


def test_the_file_of_the_plan_holds_every_text(moved: World) -> None:
    document = plan_document(moved.plan)
    assert [one.number for one in document.commitments] == [str(number) for number in range(1, 10)]


def test_nobody_waits_for_a_review_of_what_went_on_which_can_still_be_given(moved: World) -> None:
    reviewer = moved.actor(Role.IRM_REVIEWER)
    assert commitments_unassessed(reviewer, moved.at).count == 7
    with translation.override("en"):
        (plan,) = to_assess(reviewer)
        assert plan.open == 7 and len(plan.rows) == 9
        assert [str(row.went.words) for row in plan.rows if row.went] == ["continues elsewhere", "left aside"]


def test_an_institution_leads_what_stands(world: World) -> None:
    before = led_counts()
    row = lead(world, "4", SuccessionKind.LEFT_ASIDE)
    assert row.institution_id is not None
    assert led_counts().get(row.institution_id, 0) == before[row.institution_id] - 1


def test_no_report_is_owed_about_what_went_on(world: World) -> None:
    officer = world.actor(Role.INSTITUTION_OFFICER, institution=world.akshi)
    assert len(reports_of(officer, LATER)) == 4
    report_progress(
        actor=HOUSE, milestone=world.first, status="limited", text=both("Two of five."), challenges=both("Codes."),
        as_of_date=date(2021, 6, 30), at=LATER,
    )  # fmt: skip
    lead(world, "4", SuccessionKind.MERGED_INTO, "3")
    assert not reports_of(officer, LATER)
    days = kept_days(world.akshi, LATER)[REPORT.deed].days
    assert (days.met, days.waiting, days.overdue) == (1, 0, 0), "what was reported stays"
    with translation.override("en"):
        page = commitment_page(text("4").public_id, at=LATER)
        assert page is not None and page.half_years is not None
        states = [[cell.state for cell in row.cells] for row in page.half_years.rows]
        assert states[0].count("late") + states[0].count("reported") == 1
        assert not {"missing", "due"} & {state for row in states for state in row}
        assert "milestone-ends" not in {day.key.rsplit("-", 1)[0] for day in days_of_plans([world.plan.process], TODAY)}
    undo_succession(actor=HOUSE, outcome=text("4"), at=LATER)
    assert len(reports_of(officer, LATER)) == 3


def test_a_milestone_that_was_left_aside_holds_its_commitment_up_no_more(world: World) -> None:
    row = world.second.outcome
    record_succession(
        actor=HOUSE, outcome=row, kind=SuccessionKind.LEFT_ASIDE, successors=[], reason=both("Why"), at=world.at
    )
    assert (shown().completed, shown().milestones) == (0, 1)
    with translation.override("en"):
        page = commitment_page(world.commitment.outcome.public_id, at=world.at)
        assert page is not None and page.milestones == 1 and len(page.steps) == 2
        assert "no report yet" not in text_of(f"/en/milestones/{row.public_id}/")
        assert "Now: left aside" in text_of(f"/en/milestones/{row.public_id}/")


def test_the_page_of_a_text_that_went_on_says_so_first_and_takes_no_comment(moved: World) -> None:
    Outcome.objects.filter(number__in=["3", "4"], kind="commitment").update(activity=moved.activity)
    author = moved.actor(Role.SECRETARIAT)
    for number, takes_words in (("3", True), ("4", False)):
        row = text(number)
        assert bool(may_comment_on(author, row, moved.activity, moved.at)) is takes_words
        page = commitment_page(row.public_id, at=moved.at)
        assert page is not None and bool(page.shared.comments_until) is takes_words
    html = text_of(f"/en/commitments/{text('4').public_id}/")
    assert "Now: continues elsewhere" in html and "no report yet" not in html
    assert "Now: left aside" in text_of(f"/en/commitments/{text('5').public_id}/")
    milestone = milestone_page(moved.first.outcome.public_id, at=moved.at)
    assert milestone is not None and milestone.part.gone_on.words == "its commitment continues elsewhere"
    assert "its commitment continues elsewhere" in text_of(f"/en/milestones/{moved.first.outcome.public_id}/")
    assert "its commitment continues elsewhere" in html and "its commitment was left aside" not in html


def test_a_milestone_says_that_its_commitment_was_left_aside(world: World) -> None:
    row = world.commitment.outcome
    record_succession(
        actor=HOUSE, outcome=row, kind=SuccessionKind.LEFT_ASIDE, successors=[], reason=both("Why"), at=world.at
    )
    for address in (f"/en/commitments/{row.public_id}/", f"/en/milestones/{world.first.outcome.public_id}/"):
        assert "its commitment was left aside" in text_of(address)
        assert "its commitment continues elsewhere" not in text_of(address)


def test_an_answer_names_a_text_that_stands_or_the_one_that_it_names_already(moved: World) -> None:
    process, gone = moved.plan.process_id, text("4")
    assert gone not in landing_places(process)
    assert gone in landing_places(process, also=[gone.pk])
    assert text("3") in landing_places(process)


def ahead_of(world: World, public_id: str) -> list[tuple[str, date | None]]:
    with translation.override("en"):
        page = contribution_page(public_id, at=world.at)
    assert page is not None
    return [(step.title, step.on) for step in page.steps if step.ahead]  # type: ignore[misc]


def test_what_lies_ahead_is_of_the_text_that_stands_by_its_day(world: World) -> None:
    idea = world.idea("One")
    world.answer(idea, landing=world.commitment.outcome)
    assert ahead_of(world, idea.public_id) == [
        ("Progress report", date(2021, 7, 1)),
        ("Independent review", date(2023, 4, 1)),
    ]
    goal = Commitment.objects.get(outcome__number="3")
    type(world.first).objects.filter(pk=world.first.pk).update(commitment=goal, to_date=date(2021, 5, 1))
    lead(world, "4", SuccessionKind.MERGED_INTO, "3")
    assert ahead_of(world, idea.public_id) == [
        ("Progress report", date(2021, 5, 1)),
        ("Independent review", date(2023, 4, 1)),
    ]
    undo_succession(actor=HOUSE, outcome=text("4"), at=world.at)
    lead(world, "4", SuccessionKind.LEFT_ASIDE)
    assert ahead_of(world, idea.public_id) == []


def test_where_words_landed_in_several_texts_what_lies_ahead_names_each(world: World) -> None:
    goal = Commitment.objects.get(outcome__number="3")
    type(world.first).objects.filter(pk=world.first.pk).update(commitment=goal, to_date=date(2023, 5, 1))
    with translation.override("en"):
        steps = steps_after([text("4").pk, text("3").pk])
        days = [(step.title, step.on) for step in steps]
    three, four = f"3. {text('3').title['en']}", f"4. {text('4').title['en']}"
    assert days == [
        (f"Progress report, in “{four}”", date(2021, 7, 2)),
        (f"Independent review, in “{three}”", date(2023, 4, 1)),
        (f"Independent review, in “{four}”", date(2023, 4, 1)),
        (f"Progress report, in “{three}”", date(2023, 5, 1)),
    ]


def test_a_text_that_stands_costs_no_statement_more(world: World, django_assert_num_queries: object) -> None:
    row = text("4")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert not succession_of(row).tag.words


def test_what_is_carried_over_to_the_next_plan_is_still_counted_and_judged_in_its_own(world: World) -> None:
    reviewer, before, row = world.actor(Role.IRM_REVIEWER), shown(), text("4")
    waiting, led = commitments_unassessed(reviewer, LATER), led_counts()[row.institution_id]
    new = Process.objects.create(key="next", title=both("The next plan"), scope=row.scope, from_date=date(2022, 1, 1))
    goal = Outcome.objects.create(
        kind="commitment", process=new, key="c1", number="1", title=both("The same, further"), scope=row.scope
    )
    record_succession(
        actor=HOUSE, outcome=row, kind=SuccessionKind.CARRIED_OVER_TO, successors=[goal], reason=both("Why"),
        at=world.at,
    )  # fmt: skip
    after = shown()
    assert (after.commitments, after.milestones) == (before.commitments, before.milestones)
    assert commitments_unassessed(reviewer, LATER) == waiting
    (plan,) = to_assess(reviewer)
    assert next(one.waits for one in plan.rows if one.number == "4")
    with translation.override("en"):
        assert [str(listed.went.tag.words) for listed in after.rows if listed.went] == ["continues elsewhere"]
    assert led_counts()[row.institution_id] == led


def test_a_milestone_that_is_carried_over_is_counted_alike_on_every_page(world: World) -> None:
    row = world.first.outcome
    new = Process.objects.create(key="next", title=both("The next plan"), scope=row.scope, from_date=date(2022, 1, 1))
    goal = Outcome.objects.create(
        kind="milestone", process=new, key="m1", number="1.1", title=both("Further"), scope=row.scope
    )
    record_succession(
        actor=HOUSE, outcome=row, kind=SuccessionKind.CARRIED_OVER_TO, successors=[goal], reason=both("Why"),
        at=world.at,
    )  # fmt: skip
    page = commitment_page(text("4").public_id, at=LATER)
    assert page is not None
    (listed,) = (listed for listed in shown().rows if listed.number == "4")
    assert (page.milestones, page.completed) == (listed.milestones, listed.completed) == (2, 0)


def test_the_way_of_words_in_a_milestone_tells_where_its_commitment_went(world: World) -> None:
    lead(world, "4", SuccessionKind.MERGED_INTO, "3")
    with translation.override("en"):
        titles = [step.title for step in steps_after([world.first.outcome_id])]
    assert titles == [f"The text was merged into: 3. {text('3').title['en']}"]


def test_a_commitment_continues_in_no_milestone_of_its_own(world: World) -> None:
    row = text("4")
    own = Outcome.objects.select_related("scope").get(
        kind="milestone", milestone__commitment__outcome=row, number="4.1"
    )
    with pytest.raises(NotAllowed, match="texts of its own sort"):
        record_succession(
            actor=HOUSE, outcome=row, kind=SuccessionKind.BECAME, successors=[own], reason=both("Why"), at=world.at
        )
