"""Officials are reminded of what became due: one letter a day at most, none when nothing is, never of an author."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications import actions, tasks
from kuvend.foundation.notifications.models import Mail, NoReminders
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import publish_stage_calendar
from kuvend.foundation.processes.models import GateItem, Stage
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.models import Duty
from tests.support.house import House, both, signed_in

THURSDAY = datetime(2026, 10, 15, 8, 0, tzinfo=UTC)
PLAN = """
format: kuvend-plan/1
plan:
  key: next
  country: AL
  title: {sq: Plani i ri, en: The new plan}
  period: {from: 2027-01-01, to: 2028-12-31}
institutions:
  - {key: aksi, name: {sq: Agency (sq), en: Agency}}
policy_goals:
  - {key: goal, number: '1', title: {sq: Qëllimi, en: The goal}, components: []}
stages: []
commitments:
  - key: hours
    number: '1'
    title: {sq: Orare më të gjata, en: Longer hours}
    goal: goal
    lead: aksi
    values: [public_accountability]
    milestones:
      - {key: two-days, number: '1.1', title: {sq: Dy ditë në javë, en: Two days a week}}
making:
  due: 2026-12-14
  previous: {title: The last plan, to: 2026-12-31}
"""


@pytest.fixture(autouse=True)
def in_english(db: None) -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass
class Desk:
    house: House

    def english(self, role: str) -> Person:
        person = self.house.official(role)
        Person.objects.filter(pk=person.pk).update(language="en")
        return person

    def remind(self, on: str) -> int:
        return actions.queue_reminders(at=datetime.fromisoformat(f"{on}T08:00:00+00:00"))


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def owed(house: House, due: str, *, title: str = "Open the office later") -> None:
    """An idea whose answer is due on a day."""
    idea = house.idea(house.actor(house.person("arta")), title=title)
    record.advance(at=house.at)
    Duty.objects.filter(contribution=idea).update(due_date=date.fromisoformat(due))


def test_an_answer_is_told_of_three_working_days_before_on_its_day_and_when_it_is_late(desk: Desk) -> None:
    officer = desk.english(Role.INSTITUTION_OFFICER)
    owed(desk.house, "2026-12-18")
    told = {}
    for day in range(14, 25):
        if desk.remind(f"2026-12-{day}"):
            told[day] = Mail.objects.get(person=officer, key__contains=f"2026-12-{day}").body
    assert sorted(told) == [15, 18, 21]
    assert "1 answer is due on 18 December 2026." in told[15]
    assert "1 answer is due today." in told[18]
    assert "1 answer is overdue, since 18 December 2026." in told[21]
    assert "/en/desk/?due_from=2026-12-18&due_until=2026-12-18" in told[15]


def test_late_answers_are_told_of_again_on_the_first_working_day_of_a_week(desk: Desk) -> None:
    desk.english(Role.INSTITUTION_OFFICER)
    owed(desk.house, "2026-12-15")
    told = [day for day in range(14, 31) if desk.remind(f"2026-12-{day}")]
    assert told == [15, 16, 21, 28]


def test_no_letter_names_an_author_or_an_idea(desk: Desk) -> None:
    desk.english(Role.INSTITUTION_OFFICER)
    owed(desk.house, "2026-12-18", title="A title that stays on its page")
    desk.remind("2026-12-18")
    letter = Mail.objects.get(key__startswith="reminder:")
    for words in ("arta", "A title that stays", *desk.house.process.participants.values_list("pseudonym", flat=True)):
        assert words not in letter.body + letter.subject


def test_a_day_has_one_letter_for_each_and_other_people_have_none(desk: Desk) -> None:
    officer = desk.english(Role.INSTITUTION_OFFICER)
    desk.english(Role.IRM_REVIEWER)
    owed(desk.house, "2026-12-18")
    assert (desk.remind("2026-12-18"), desk.remind("2026-12-18")) == (1, 0)
    assert [mail.person for mail in Mail.objects.filter(key__startswith="reminder:")] == [officer]


def test_nothing_due_is_no_letter(desk: Desk) -> None:
    desk.english(Role.INSTITUTION_OFFICER)
    desk.english(Role.SECRETARIAT)
    assert desk.remind("2026-10-15") == 0


def test_a_mandate_that_has_ended_reminds_nobody(desk: Desk) -> None:
    officer = desk.english(Role.INSTITUTION_OFFICER)
    owed(desk.house, "2026-12-18")
    officer.mandates.update(to_date=date(2026, 12, 17))
    assert desk.remind("2026-12-18") == 0


def test_each_reads_the_own_language(desk: Desk) -> None:
    desk.house.official(Role.INSTITUTION_OFFICER)
    owed(desk.house, "2026-12-18")
    desk.remind("2026-12-18")
    letter = Mail.objects.get(key__startswith="reminder:")
    assert "/sq/desk/" in letter.body
    assert "is due today" not in letter.body


def stage(house: House, first: str) -> Stage:
    Stage.objects.filter(pk=house.stage.pk).update(from_date=date.fromisoformat(first), to_date=date(2027, 3, 1))
    house.stage.refresh_from_db()
    return house.stage


def test_a_stage_that_is_not_ready_is_told_of_21_14_and_7_days_before(desk: Desk) -> None:
    person = desk.english(Role.SECRETARIAT)
    GateItem.objects.create(stage=stage(desk.house, "2027-02-12"), key="g", number=1, side="opens", text=both("Sent"))
    days = [date(2027, 1, 20) + timedelta(days=n) for n in range(25)]
    told = [day.isoformat() for day in days if desk.remind(day.isoformat())]
    assert told == ["2027-01-22", "2027-01-29", "2027-02-05"]
    body = Mail.objects.filter(person=person).latest("pk").body
    assert "“One” begins on 12 February 2027, in 7 days. Its dates are not published. 1 condition does not hold" in body


def test_what_falls_on_a_free_day_is_told_on_the_next_working_day(desk: Desk) -> None:
    desk.english(Role.SECRETARIAT)
    stage(desk.house, "2027-02-14")  # 21 days before it is a Sunday
    assert [desk.remind(day) for day in ("2027-01-23", "2027-01-24", "2027-01-25", "2027-01-26")] == [0, 0, 1, 0]
    assert "in 20 days" in Mail.objects.get().body


def test_a_stage_that_is_ready_needs_no_letter(desk: Desk) -> None:
    desk.english(Role.SECRETARIAT)
    process = stage(desk.house, "2027-02-12").process
    publish_stage_calendar(actor=HOUSE, process=process, note=Localized(), at=THURSDAY)
    assert desk.remind("2027-01-22") == 0


def secretariat_of_the_site(house: House, role: str = Role.SECRETARIAT) -> Person:
    person = house.official(role, scope=house.site)
    Person.objects.filter(pk=person.pk).update(language="en")
    return person


def test_the_next_plan_is_told_of_60_30_14_and_7_days_before_and_when_it_is_late(desk: Desk) -> None:
    import_plan(actor=HOUSE, document=read_plan(PLAN), at=THURSDAY)
    person = secretariat_of_the_site(desk.house)
    person.mandates.update(from_date=date(2026, 6, 1))
    days = [date(2026, 6, 29) + timedelta(days=n) for n in range(188)]
    told = [day.isoformat() for day in days if desk.remind(day.isoformat())]
    assert told == [
        "2026-06-30",
        "2026-10-15",
        "2026-11-16",
        "2026-12-02",
        "2026-12-07",
        "2026-12-15",
    ]
    bodies = [mail.body for mail in Mail.objects.order_by("pk")]
    assert "The drafting of “The new plan” can begin." in bodies[0]
    assert "is due on 14 December 2026, in 60 days." in bodies[1]
    assert "The new plan: The plan is late." in bodies[-1]


def test_once_a_plan_is_submitted_the_drafting_is_that_of_the_plan_after_it(desk: Desk) -> None:
    submitted = PLAN.replace("due: 2026-12-14", "due: 2026-12-14\n  submitted: 2026-12-10")
    import_plan(actor=HOUSE, document=read_plan(submitted), at=THURSDAY)
    secretariat_of_the_site(desk.house)
    told = [day for day in range(1, 31) if desk.remind(f"2028-06-{day:02}")]
    assert told == [30]
    assert "The drafting of the plan after “The new plan” can begin." in Mail.objects.get().body


def test_reports_are_told_of_14_days_before_on_the_day_and_when_they_are_late(desk: Desk) -> None:
    import_plan(actor=HOUSE, document=read_plan(PLAN), at=THURSDAY)
    officer = desk.house.official(Role.INSTITUTION_OFFICER, scope=desk.house.site)
    Person.objects.filter(pk=officer.pk).update(language="en")
    days = [date(2027, 6, 10) + timedelta(days=n) for n in range(27)]
    told = [day.isoformat() for day in days if desk.remind(day.isoformat())]
    assert told == ["2027-06-16", "2027-06-30", "2027-07-01", "2027-07-05"]
    bodies = [mail.body for mail in Mail.objects.filter(key__startswith="reminder:").order_by("pk")]
    assert "1 report is due in 14 days." in bodies[0]
    assert "1 report is due today." in bodies[1]
    assert "1 report is overdue." in bodies[2]


def test_a_person_turns_them_off_and_on(desk: Desk) -> None:
    officer = desk.english(Role.INSTITUTION_OFFICER)
    owed(desk.house, "2026-12-18")
    client: Client = signed_in(officer)
    assert "They are on" in client.get("/en/me/reminders/").content.decode()
    assert client.post("/en/me/reminders/", {"wanted": "no"}).status_code == 302
    assert "They are off" in client.get("/en/me/reminders/").content.decode()
    assert desk.remind("2026-12-18") == 0
    client.post("/en/me/reminders/", {"wanted": "yes"})
    assert not NoReminders.objects.exists()
    assert desk.remind("2026-12-18") == 1


@pytest.mark.parametrize(("moment", "letters"), [("2026-12-18T05:59", 0), ("2026-12-18T06:00", 1)])
def test_the_morning_begins_at_seven_where_the_instance_is(desk: Desk, moment: str, letters: int) -> None:
    desk.english(Role.INSTITUTION_OFFICER)
    owed(desk.house, "2026-12-18")
    with time_machine.travel(datetime.fromisoformat(f"{moment}:00+00:00"), tick=False):
        tasks.remind()
    assert Mail.objects.filter(key__startswith="reminder:").count() == letters


def test_more_officials_cost_no_more_than_their_own_letters(desk: Desk) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    owed(desk.house, "2026-12-18")
    desk.english(Role.INSTITUTION_OFFICER)
    with CaptureQueriesContext(connection) as one:
        desk.remind("2026-12-18")
    desk.english(Role.INSTITUTION_OFFICER)
    with CaptureQueriesContext(connection) as two:
        desk.remind("2026-12-18")
    assert len(one) <= 20
    assert len(two) <= len(one) + 3
