"""The calendar says whether a plan is being implemented on every day, and what follows when the next one is late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kuvend.accountability.plans.cycle.queries.country_coverage import Coverage
from kuvend.accountability.plans.cycle.queries.line import Line
from kuvend.accountability.plans.cycle.queries.next_plan import NextPlan
from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.ical import read_calendar
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import move_stage
from kuvend.foundation.processes.calendars import calendar_number
from kuvend.foundation.processes.models import Process, Stage
from kuvend.publication.changes.queries.calendar import calendar_page, calendar_text
from tests.support.house import both

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
FILE = """
format: kuvend-plan/1
plan:
  key: {key}
  country: AL
  title: {{sq: Plani {key}, en: Plan {key}}}
  period: {{from: {first}, to: {last}}}
institutions: []
policy_goals: []
stages:
  - {{key: {key}-s1, title: {{sq: Faza e parë, en: The first stage}}, from: 2026-12-14, to: 2027-01-08}}
  - {{key: {key}-s2, title: {{sq: Faza e dytë, en: The second stage}}, from: 2027-01-11, to: 2027-01-29}}
commitments: []
{making}
"""


@pytest.fixture(autouse=True)
def in_english(db: None) -> Iterator[None]:
    with translation.override("en"):
        yield


def bring(key: str, first: str, last: str, making: str = "") -> Plan:
    text = FILE.format(key=key, first=first, last=last, making=making)
    return import_plan(actor=HOUSE, document=read_plan(text), at=AT)


def covered(today: date = TODAY) -> Coverage:
    page = calendar_page(today=today)
    assert page is not None
    (one,) = page.parts[0].data.coverage
    return one


def due_next(today: date = TODAY) -> NextPlan:
    page = calendar_page(today=today)
    assert page is not None
    (one,) = page.parts[0].data.plans
    return one


def test_plans_that_follow_each_other_cover_every_day() -> None:
    bring("one", "2023-01-01", "2024-12-31")
    bring("two", "2025-01-01", "2026-12-31")
    one = covered()
    assert one.whole
    assert one.sentence == "A plan is being implemented on every day from 1 January 2023 to 31 December 2026."
    assert (one.gaps, one.unknown) == ([], [])
    assert [lane.label.words for lane in one.lanes] == ["1 · 01.2023 – 12.2024", "2 · 01.2025 – 12.2026"]


def test_a_planned_plan_is_drawn_otherwise_than_one_that_is_being_implemented() -> None:
    bring("one", "2025-01-01", "2026-12-31")
    bring("two", "2027-01-01", "2028-12-31")
    one = covered()
    assert [[bar.tone for bar in lane.bars] for lane in one.lanes] == [["covered"], ["planned"]]
    said = "A plan is being implemented on every day from 1 January 2025 to 31 December 2026."
    assert one.sentence == f"{said} The next one is planned until 31 December 2028."
    body = Client().get("/en/calendar/").content.decode()
    assert "Two thin lines: a plan is planned." in body
    assert body.count('stroke-width="14"') == 1


def test_what_is_planned_alone_is_not_said_to_be_implemented() -> None:
    bring("one", "2027-01-01", "2028-12-31")
    assert covered().sentence == "A plan is planned for every day from 1 January 2027 to 31 December 2028."


def test_a_gap_is_named_with_its_days() -> None:
    bring("one", "2023-01-01", "2024-12-31")
    bring("two", "2025-03-01", "2026-12-31")
    one = covered()
    assert one.sentence == "On 59 days no plan is being implemented."
    assert one.gaps == ["1 January 2025 – 28 February 2025: no plan (59 days)"]
    assert [bar.tone for bar in one.lanes[-1].bars] == ["gap"]
    assert one.lanes[-1].label.words == "no plan"


def test_a_gap_beside_simulated_days_bears_their_mark() -> None:
    bring("one", "2023-01-01", "2024-12-31")
    bring("two", "2025-03-01", "2026-12-31")
    note = "they say nothing of the country"
    assert not covered().simulated
    assert note not in Client().get("/en/calendar/").content.decode()
    Plan.objects.filter(process__key="one").update(period_simulated=True)
    assert covered().simulated
    assert note in Client().get("/en/calendar/").content.decode()


def test_a_gap_after_a_plan_that_a_simulated_one_tells_of_bears_the_mark() -> None:
    bring("two", "2025-03-01", "2026-12-31", making="making: {previous: {to: 2024-06-30}}")
    assert not covered().simulated
    Process.objects.filter(key="two").update(simulated=True)
    one = covered()
    assert one.gaps
    assert one.simulated


def test_days_since_the_last_plan_are_a_gap_that_grows() -> None:
    bring("one", "2023-01-01", "2025-12-31")
    assert covered().gaps == ["since 1 January 2026 no plan (328 days so far)"]
    assert covered(date(2026, 1, 1)).gaps == ["since 1 January 2026 no plan (1 day so far)"]


def test_what_sources_do_not_tell_is_said_as_such() -> None:
    bring("one", "2023", "2025-12-31")
    one = covered(date(2025, 6, 1))
    assert one.gaps == []
    assert one.unknown == ["1 January 2023 – 30 December 2023"]
    assert "As far as the days are known" in one.sentence
    assert one.rows[0].days == "2023 – 31 December 2025"


def test_a_plan_of_which_nothing_is_known_draws_nothing() -> None:
    bring("one", "unknown", "unknown")
    page = calendar_page(today=TODAY)
    assert page is not None
    (part,) = page.parts
    assert (part.data.coverage, part.data.plans) == ([], [])
    assert Client().get("/en/calendar/").status_code == 200


def test_of_a_plan_before_the_first_only_the_end_is_told_and_nothing_is_said_of_its_days() -> None:
    bring("one", "2025-01-01", "2026-12-31", "making: {previous: {title: The last plan, to: 2024}}")
    one = covered()
    assert one.whole
    assert [(row.title, row.days) for row in one.rows if not row.url] == [("The last plan", "until 2024")]


def test_a_gap_after_a_plan_that_is_not_kept_here_is_a_gap() -> None:
    bring("one", "2025-01-01", "2026-12-31", "making: {previous: {to: 2024-06-30}}")
    assert covered().gaps == ["1 July 2024 – 31 December 2024: no plan (184 days)"]


MAKING = """making:
  due: 2027-01-31
  drafting_from: 2026-08-20
  previous: {title: The last plan, to: 2027-02-16}
"""


def test_the_plan_in_the_making_is_due_with_a_countdown_and_a_ladder() -> None:
    bring("next", "2027-02-17", "2029-02-16", MAKING)
    one = due_next()
    assert one.making
    assert one.window == "16 August 2026 – 16 February 2027"
    assert (one.window_state.words, one.window_state.away) == ("open; closes", "in 84 days")
    assert one.due is not None
    assert (one.due.words, one.due.away) == ("31 January 2027", "in 68 days")
    assert one.latest_start is not None
    assert one.latest_start.iso == "2027-02-17"
    assert [(step.after.iso, step.passed) for step in one.steps] == [
        ("2027-01-31", False),
        ("2027-02-16", False),
        ("2028-02-16", False),
    ]
    assert "contrary to the OGP process" in one.steps[-1].sentence
    assert one.steps[0].time_left == "24 months and 17 days"
    assert one.times_left[0] == ("31 January 2027", "24 months and 17 days")
    assert len(one.times_left) == 13


def test_a_late_plan_shows_which_steps_it_has_passed() -> None:
    bring("next", "2027-02-17", "2029-02-16", MAKING)
    one = due_next(date(2027, 2, 20))
    assert [step.passed for step in one.steps] == [True, True, False]
    assert one.due is not None
    assert (one.due.away, one.due.tint) == ("20 days ago", "stop")


def test_without_a_plan_in_the_making_the_next_follows_the_last() -> None:
    bring("one", "2025-01-01", "2026-12-31")
    one = due_next()
    assert not one.making
    assert one.due is None
    assert [step.after.iso for step in one.steps] == ["2026-12-31", "2027-12-31"]


def test_a_delivered_plan_is_no_longer_due() -> None:
    plan = bring("next", "2027-02-17", "2029-02-16", MAKING)
    plan.submitted_at = AT
    plan.save(update_fields=["submitted_at"])
    one = due_next()
    assert not one.making
    assert one.steps[0].after.iso == "2029-02-16"


def test_all_of_it_stands_in_the_calendar_file() -> None:
    bring("one", "2023-01-01", "2024-12-31")
    bring("next", "2027-02-17", "2029-02-16", MAKING)
    events = {event.title: event for event in read_calendar(calendar_text(at=AT) or "")}
    assert events["The plan is due: Plan next"].from_date == date(2027, 1, 31)
    assert events["Drafting of the next plan can begin: Plan next"].from_date == date(2026, 8, 16)
    assert events["The next plan begins at the latest: Plan next"].from_date == date(2027, 2, 17)
    contrary = events["Last day before the country acts contrary to process: Plan next"]
    assert contrary.from_date == date(2028, 2, 16)


def test_gaps_stand_in_the_file_as_runs_of_days() -> None:
    bring("one", "2023-01-01", "2024-12-31")
    bring("two", "2025-03-01", "2026-12-31")
    (gap,) = [one for one in read_calendar(calendar_text(at=AT) or "") if one.title == "No plan is being implemented"]
    assert (gap.from_date, gap.to_date) == (date(2025, 1, 1), date(2025, 2, 28))


def test_the_calendar_of_a_process_shows_its_published_versions_and_what_changed() -> None:
    plan = bring("next", "2027-02-17", "2029-02-16", MAKING)
    stage = Stage.objects.get(key="next-s1")
    move_stage(
        actor=HOUSE,
        stage=stage,
        seen_calendar=calendar_number(stage.process),
        to_date=date(2027, 1, 15),
        reason=both("The hall was not free."),
        at=AT,
    )
    page = calendar_page(process=plan.process.public_id, today=TODAY)
    assert page is not None
    second, first = page.versions
    assert (first.number, first.announced, first.changes) == (1, 2, [])
    assert second.note["en"] == "The hall was not free."
    assert [(row.title["en"], row.new) for row in second.changes] == [
        ("The first stage", "14 December 2026 – 15 January 2027"),
        ("The second stage", "18 January 2027 – 5 February 2027"),
    ]
    assert calendar_page(today=TODAY).versions == []  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_page_says_it_in_both_languages_without_a_style_of_its_own(language: str) -> None:
    bring("one", "2023-01-01", "2024-12-31")
    plan = bring("next", "2027-02-17", "2029-02-16", MAKING)
    for address in (f"/{language}/calendar/", f"/{language}/calendar/?process={plan.process.public_id}"):
        body = Client().get(address).content.decode()
        assert "style=" not in body
        assert body.count("<svg") > 1
    assert ("Dymbëdhjetë muaj" if language == "sq" else "Twelve months") in body


def test_more_plans_take_no_more_statements() -> None:
    bring("one", "2019-01-01", "2020-12-31")
    with CaptureQueriesContext(connection) as few:
        Client().get("/en/calendar/")
    for year in (2021, 2023, 2025):
        bring(f"p{year}", f"{year}-01-01", f"{year + 1}-12-31")
    with CaptureQueriesContext(connection) as many:
        Client().get("/en/calendar/")
    assert len(many) == len(few) <= 10


def test_the_line_holds_its_days_within_its_ends_and_few_years_named() -> None:
    line = Line.over(date(2012, 5, 1), date(2029, 2, 16), TODAY)
    assert len(line.years) <= 6
    for mark in (line.mark(date(2012, 5, 1), date(2029, 2, 16), ""), line.mark(TODAY, TODAY, "")):
        first, last = (float(re.sub("%$", "", place)) for place in (mark.x1, mark.x2))
        assert 0 <= first < last <= 100
    assert line.label("x", date(2028, 12, 1), date(2029, 2, 16)).anchor == "end"
    assert line.label("x", date(2012, 5, 1), date(2013, 2, 16)).anchor == "start"


def test_a_far_day_that_was_kept_before_takes_no_calendar_down() -> None:
    document = read_plan(FILE.format(key="far", first="2026-01-01", last="2027-12-31", making=""))
    plan = import_plan(actor=HOUSE, document=document, at=AT)
    Plan.objects.update(from_stated="0001-01-01", to_stated="9999-12-31")
    Stage.objects.filter(key="far-s2").update(to_date=date.max)
    process = plan.process.public_id
    for address in ("/en/calendar/", "/en/calendar.ics", f"/en/processes/{process}/calendar.ics"):
        assert Client().get(address).status_code == 200
