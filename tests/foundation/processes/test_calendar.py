"""The days of a process are published in versions, and a stage opens when they have stood long enough."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from kuvend.engines.plancheck import rule_sets
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import open_stage, publish_activity, publish_stage_calendar
from kuvend.foundation.processes.calendars import days_said, latest_calendar, sealed_text
from kuvend.foundation.processes.models import Activity, CalendarDay, Stage, StageCalendar
from kuvend.foundation.processes.notice import NOTICE_DAYS, NOTICE_SINCE, announced_at
from kuvend.foundation.record.facts import digest
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both

WHY = both("The hall was not free.")


@pytest.fixture
def secretariat(house: House) -> Actor:
    return house.actor(house.official(Role.SECRETARIAT))


def begins(house: House, day: date) -> None:
    Stage.objects.filter(pk=house.stage.pk).update(from_date=day)
    house.stage.refresh_from_db()


def publish(house: House, actor: Actor, *, days_ago: int, note: Localized | None = None) -> StageCalendar:
    at = house.at - timedelta(days=days_ago)
    return publish_stage_calendar(actor=actor, process=house.process, note=note or Localized(), at=at)


def test_the_number_and_the_day_are_those_of_the_rule() -> None:
    in_force = [one for one in rule_sets() if one.numbers.timeline_days]
    assert [(one.from_date, one.numbers.timeline_days) for one in in_force] == [(NOTICE_SINCE, NOTICE_DAYS)]


def test_a_version_announces_stages_and_ways_to_take_part_and_its_fact_seals_them(
    house: House, secretariat: Actor
) -> None:
    calendar = publish(house, secretariat, days_ago=0)
    said = days_said(calendar)
    assert [(one.activity_id, one.from_date) for one in said] == [
        (0, date(2026, 7, 1)),
        (house.activity.pk, date(2026, 11, 14)),
    ]
    fact = decode_leaf(bytes(Fact.objects.get(type="stage_calendar_published").leaf), index=None)
    assert (fact.data["version"], fact.data["stages"], fact.data["activities"]) == (1, 1, 1)
    text = sealed_text(house.process, version=1, note=calendar.note, days=said)
    assert fact.data["document"] == digest(bytes(calendar.salt), text)


def test_the_same_days_are_not_published_twice_and_other_days_need_a_note(house: House, secretariat: Actor) -> None:
    publish(house, secretariat, days_ago=30)
    with pytest.raises(NotAllowed, match="says the same already"):
        publish(house, secretariat, days_ago=20, note=WHY)
    begins(house, date(2026, 7, 15))
    for note in (Localized(), Localized(en="Only in English")):
        with pytest.raises(NotAllowed, match="all languages why"):
            publish(house, secretariat, days_ago=20, note=note)
    assert publish(house, secretariat, days_ago=20, note=WHY).version == 2
    assert latest_calendar(house.process).note == WHY  # type: ignore[union-attr]


def test_who_does_not_run_the_process_publishes_no_days(house: House) -> None:
    with pytest.raises(NotAllowed, match="technical secretariat"):
        publish(house, house.actor(house.official(Role.MODERATOR)), days_ago=0)


@pytest.mark.parametrize(("days", "opens"), [(14, True), (13, False), (0, False)])
def test_a_stage_opens_when_its_days_have_stood_published_for_14_days(
    house: House, secretariat: Actor, days: int, opens: bool
) -> None:
    publish(house, secretariat, days_ago=days)
    if opens:
        assert open_stage(actor=secretariat, stage=house.stage, at=house.at).notice_days == 14
    else:
        with pytest.raises(NotAllowed, match="14 days"):
            open_stage(actor=secretariat, stage=house.stage, at=house.at)


def test_an_emergency_opens_it_for_a_reason_that_stands_for_everybody(house: House, secretariat: Actor) -> None:
    publish(house, secretariat, days_ago=5)
    with pytest.raises(NotAllowed, match="all languages"):
        open_stage(actor=secretariat, stage=house.stage, at=house.at, early_reason=Localized(en="Flood"))
    stage = open_stage(actor=secretariat, stage=house.stage, at=house.at, early_reason=WHY)
    assert (stage.notice_days, stage.early_reason) == (5, WHY)
    fact = decode_leaf(bytes(Fact.objects.get(type="stage_opened").leaf), index=None)
    assert fact.data["notice_days"] == 5
    assert fact.data["early_reason"] == digest(bytes(stage.early_salt), f"en: {WHY['en']}\nsq: {WHY['sq']}")


def test_a_reason_is_not_kept_where_there_was_notice_enough(house: House, secretariat: Actor) -> None:
    publish(house, secretariat, days_ago=20)
    assert open_stage(actor=secretariat, stage=house.stage, at=house.at, early_reason=WHY).early_reason == {}


def test_a_stage_opens_before_its_announced_day_only_for_a_reason(house: House, secretariat: Actor) -> None:
    begins(house, date(2026, 11, 25))
    publish(house, secretariat, days_ago=60)
    with pytest.raises(NotAllowed, match="still to come"):
        open_stage(actor=secretariat, stage=house.stage, at=house.at)
    assert open_stage(actor=secretariat, stage=house.stage, at=house.at, early_reason=WHY).early_reason == WHY


def test_never_published_days_need_the_reason_too(house: House, secretariat: Actor) -> None:
    with pytest.raises(NotAllowed, match="14 days"):
        open_stage(actor=secretariat, stage=house.stage, at=house.at)
    assert open_stage(actor=secretariat, stage=house.stage, at=house.at, early_reason=WHY).notice_days is None


def test_stages_of_the_time_before_the_rule_owe_no_notice(house: House, secretariat: Actor) -> None:
    begins(house, date(2021, 12, 31))
    assert open_stage(actor=secretariat, stage=house.stage, at=house.at).state == "open"


def test_a_later_first_day_keeps_its_notice_and_an_earlier_one_begins_anew(house: House, secretariat: Actor) -> None:
    publish(house, secretariat, days_ago=40)
    begins(house, date(2026, 8, 1))
    publish(house, secretariat, days_ago=3, note=WHY)
    assert announced_at(house.stage) == house.at - timedelta(days=40)
    begins(house, date(2026, 7, 20))
    assert announced_at(house.stage) is None
    publish(house, secretariat, days_ago=1, note=WHY)
    assert announced_at(house.stage) == house.at - timedelta(days=1)


def test_a_new_way_to_take_part_stands_in_the_next_version(house: House, secretariat: Actor) -> None:
    publish(house, secretariat, days_ago=20)
    fields = ("process", "stage", "kind", "title", "summary", "owner", "scope", "opens_at", "closes_at")
    known = {name: getattr(house.activity, name) for name in fields} | {"summary": both("When?")}
    publish_activity(actor=secretariat, activity=Activity(**known), at=house.at)
    assert publish(house, secretariat, days_ago=0, note=WHY).days.count() == 3


def test_the_database_keeps_each_version_and_each_of_its_days_once(house: House, secretariat: Actor) -> None:
    calendar = publish(house, secretariat, days_ago=0)
    day = {"calendar": calendar, "stage": house.stage, "from_date": house.at.date(), "to_date": house.at.date()}
    with pytest.raises(IntegrityError, match="calendar_day_once"), transaction.atomic():
        CalendarDay.objects.create(**day)
    with pytest.raises(IntegrityError, match="calendar_version_once"), transaction.atomic():
        StageCalendar.objects.create(
            process=house.process, version=1, published_at=house.at, role="system", salt=b"", digest=""
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_version() -> None:
    house = House()
    actor = house.actor(house.official(Role.SECRETARIAT))
    barrier, refusals = Barrier(3), list[str]()

    def go() -> None:
        barrier.wait()
        try:
            publish_stage_calendar(actor=actor, process=house.process, note=Localized(), at=house.at)
        except NotAllowed as refusal:
            refusals.append(str(refusal.reason))
        connection.close()

    threads = [Thread(target=go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert StageCalendar.objects.count() == 1
    assert len(refusals) == 2
