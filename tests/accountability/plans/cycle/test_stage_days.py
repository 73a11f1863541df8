"""A stage's page says since when its days stand published, and what changed in them; a file takes no move back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import move_stage, open_stage
from kuvend.foundation.processes.calendars import calendar_number
from kuvend.foundation.processes.limits import limits_of
from kuvend.foundation.processes.models import Stage, StageCalendar
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.publication.portal.queries.stage import stage_page
from tests.support.house import both

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
FILE = """
format: kuvend-plan/1
plan:
  key: next
  country: AL
  title: {sq: Plani, en: The plan}
  period: {from: 2027-02-17, to: 2029-02-16}
institutions: []
policy_goals: []
stages:
  - {key: s1, title: {sq: Faza e parë, en: The first stage}, from: 2026-12-14, to: 2027-01-08}
  - {key: s2, title: {sq: Faza e dytë, en: The second stage}, from: 2027-01-11, to: 2027-01-29}
commitments: []
making:
  due: 2027-01-31
  previous: {title: The last plan, to: 2027-02-16}
"""


@pytest.fixture(autouse=True)
def in_english(db: None) -> Iterator[None]:
    with translation.override("en"):
        yield


def bring(text: str = FILE, *, at: datetime = AT) -> None:
    import_plan(actor=HOUSE, document=read_plan(text), at=at)


def stage(key: str) -> Stage:
    return Stage.objects.get(key=key)


def days(key: str) -> tuple[date, date]:
    found = stage(key)
    return found.from_date, found.to_date


def move() -> None:
    move_stage(
        actor=HOUSE,
        stage=stage("s1"),
        seen_calendar=calendar_number(stage("s1").process),
        to_date=date(2027, 1, 15),
        reason=both("No hall was free."),
        at=AT,
    )


def test_a_file_publishes_the_days_of_its_stages_once() -> None:
    bring()
    bring()
    assert StageCalendar.objects.count() == 1
    assert Fact.objects.filter(type="stage_calendar_published").count() == 1
    page = stage_page(stage("s1").public_id, at=AT)
    assert page is not None
    assert page.announced == "Published on 24 November 2026, 20 days before it starts."


def test_a_file_with_other_days_publishes_them_with_a_note() -> None:
    bring()
    bring(FILE.replace("2027-01-29", "2027-02-05"))
    assert days("s2")[1] == date(2027, 2, 5)
    assert "plan’s file changed the days" in StageCalendar.objects.get(version=2).note["en"]


def test_a_file_does_not_take_back_what_was_moved_here() -> None:
    bring()
    move()
    moved = days("s1"), days("s2")
    bring()
    assert (days("s1"), days("s2")) == moved
    assert StageCalendar.objects.count() == 2
    bring(FILE.replace("to: 2027-01-08", "to: 2027-01-06"))
    assert days("s1")[1] == date(2027, 1, 6)


def test_days_of_the_past_are_published_as_they_were_and_open_without_an_exception() -> None:
    bring(FILE.replace("2026-12-14", "2020-12-14").replace("2027-01-08", "2021-01-08"))
    page = stage_page(stage("s1").public_id, at=AT)
    assert page is not None
    assert "days after its first day" in page.announced
    assert open_stage(actor=HOUSE, stage=stage("s1"), at=AT).early_reason == {}


def test_a_stage_that_opened_early_says_so_with_the_reason() -> None:
    bring(at=AT + timedelta(days=14))
    open_stage(actor=HOUSE, stage=stage("s1"), at=AT + timedelta(days=20), early_reason=both("The minister is away."))
    body = Client().get(f"/en/stages/{stage('s1').public_id}/").content.decode()
    assert "It was announced 6 days ahead instead of 14." in body
    assert "The minister is away." in body


def test_a_stage_that_opened_before_its_announced_day_says_by_how_much() -> None:
    bring()
    open_stage(actor=HOUSE, stage=stage("s1"), at=AT + timedelta(days=17), early_reason=both("The minister is away."))
    page = stage_page(stage("s1").public_id, at=AT)
    assert page is not None
    assert page.early == "It opened 3 days before its announced first day."


def test_the_page_shows_each_change_with_its_note_and_proof() -> None:
    bring()
    move()
    record.advance(at=AT)
    page = stage_page(stage("s2").public_id, at=AT)
    assert page is not None
    second, first = page.versions
    assert (first.announced, second.note["en"]) == (1, "No hall was free.")
    assert [row.new for row in second.changes] == ["18 January 2027 – 5 February 2027"]
    assert second.proof.startswith("/en/record/")
    body = Client().get(f"/en/stages/{stage('s2').public_id}/").content.decode()
    assert "No hall was free." in body


def test_the_making_of_a_plan_knows_the_limits_that_its_stages_should_not_pass() -> None:
    bring()
    process = stage("s1").process
    limits = limits_of(process, AT.date())
    assert [limit.day for limit in limits] == [date(2027, 1, 31), date(2027, 2, 16), date(2028, 2, 16)]
    assert "contrary to the OGP process" in limits[-1].consequence["en"]
    assert limits_of(process, date(2030, 1, 1)) == []
