"""The desk begins with what waits for a person in all rooms, each with its count and its earliest day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from kuvend.desk.queries import what_waits as counted
from kuvend.desk.rooms import ROOMS
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.people.desk import Waiting
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import GateItem, Stage
from kuvend.publication.barriers.actions import report_barrier
from tests.support.house import House, both, signed_in

DESK, WAITS = "/en/desk/", "What waits for me"


def words(client: Client, address: str = DESK) -> str:
    return client.get(address).content.decode()


def test_who_works_in_several_rooms_begins_with_what_waits_in_each(
    house: House, at_desk: Callable[..., Client]
) -> None:
    leader = at_desk(Role.COMPONENT_LEADER)
    Stage.objects.update(state="closed")
    assert "Nothing waits for you." in words(leader)
    today = local_date(house.at)
    Stage.objects.filter(pk=house.stage.pk).update(
        state="open", from_date=today - timedelta(days=9), to_date=today - timedelta(days=2)
    )
    body = words(leader)
    assert "Nothing waits for you." not in body
    assert leader.get(DESK).context["waits"] == [
        counted.WaitingRoom("Stages", "/en/desk/stages/", 1, today - timedelta(days=2))
    ]
    assert "1 waits" in body


def test_the_start_stands_first_in_the_navigation(secretariat: Client) -> None:
    for address in (DESK, "/en/desk/stages/"):
        body = words(secretariat, address)
        assert body.index(f">{WAITS}</a>") < body.index(">Stages</a>")


def test_an_operator_sees_that_a_barrier_waits(house: House) -> None:
    report_barrier(page="/en/", words="I cannot read it.", language="en", networks=[], at=house.at)
    client = signed_in(house.official(Role.OPERATOR, scope=house.site))
    waits = {one.url: one.count for one in client.get(DESK).context["waits"]}
    assert waits["/en/desk/barriers/"] == 1
    assert "Barriers" in words(client)


def test_who_has_one_room_is_led_there(moderator: Client) -> None:
    assert moderator.get(DESK)["Location"] == "/en/desk/moderate/"
    assert WAITS not in words(moderator, "/en/desk/moderate/")


def test_an_officer_sees_above_the_answers_what_waits_elsewhere(
    house: House, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kuvend.foundation.people import desk

    assert WAITS not in words(officer), "nothing waits elsewhere, so the page is as it was"
    day = local_date(house.at)
    reports = next(room for room in desk._rooms if room.url_name == "desk_reports")
    full = replace(reports, waits=lambda actor, at: Waiting(3, day))
    monkeypatch.setattr(desk, "_rooms", [full if room is reports else room for room in desk._rooms])
    body = words(officer)
    assert body.index(WAITS) < body.index("wait for your answer")
    assert "3 wait<" in body
    assert 'href="/en/desk/reports/"' in body


def test_words_that_wait_are_counted_for_their_moderator_alone(
    house: House, bring: Callable[..., list[Contribution]]
) -> None:
    rows = bring(2)
    Contribution.objects.filter(pk__in=[row.pk for row in rows]).update(state="pending")
    oldest = min(row.posted_at for row in Contribution.objects.filter(pk__in=[row.pk for row in rows]))
    moderator = house.actor(house.official(Role.MODERATOR))
    assert counted.words_to_moderate(moderator, house.at) == Waiting(2, local_date(oldest))
    assert counted.words_to_moderate(house.actor(house.official(Role.SECRETARIAT)), house.at) == Waiting(0)


def test_conditions_wait_for_civil_society_until_their_evidence_is_named(house: House) -> None:
    GateItem.objects.create(
        stage=house.stage, key="forum", number=1, side="closes", text=both("The forum met."), with_civil_society=True
    )
    member = house.actor(house.official(Role.CIVIL_SOCIETY_MEMBER))
    assert counted.conditions_without_evidence(member, house.at).count == 1
    GateItem.objects.update(confirmed_at=house.at)
    assert counted.conditions_without_evidence(member, house.at).count == 0


def test_an_activity_waits_for_its_text(house: House) -> None:
    leader = house.actor(house.official(Role.SECRETARIAT))
    before = counted.activities_without_content(leader, house.at).count
    type(house.activity).objects.filter(pk=house.activity.pk).update(waits_for_content=True)
    assert counted.activities_without_content(leader, house.at).count == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize("room", [room for room in ROOMS if room.waits], ids=lambda room: room.url_name)
def test_nothing_waits_for_who_has_no_mandate(room: object, house: House) -> None:
    stranger = house.actor()
    if getattr(room, "url_name", "") != "desk_barriers":  # a barrier is everybody's who may enter
        assert room.waits(stranger, house.at) == Waiting(0)  # type: ignore[attr-defined]
