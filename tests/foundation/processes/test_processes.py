"""Processes: pseudonyms, stages whose gates hold or not, what may be done by whom."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import (
    close_stage,
    confirm_gate_item,
    open_stage,
    participant_in,
    publish_stage_calendar,
    show_name,
)
from kuvend.foundation.processes.models import GateItem, Participant, Stage
from kuvend.foundation.processes.rules import failing_items
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.openings import openings_of
from tests.support.house import House, both


def gate(house: House, side: str, **fields: object) -> GateItem:
    house.counted += 1
    known = {"key": f"g{house.counted}", "number": house.counted, "text": both("The package was sent")}
    return GateItem.objects.create(stage=house.stage, side=side, **(known | fields))


def announce(house: House) -> None:
    """Publish the days of the stages a month ago."""
    publish_stage_calendar(actor=HOUSE, process=house.process, note=Localized(), at=house.at - timedelta(days=30))


def test_a_person_has_one_pseudonym_in_a_process(house: House) -> None:
    person = house.person()
    first = participant_in(house.process, person_id=person.pk)
    assert participant_in(house.process, person_id=person.pk) == first
    word, number = first.pseudonym.rsplit(" ", 1)
    assert word and number.isdigit()


def test_a_chosen_name_stands_instead_of_the_pseudonym(house: House) -> None:
    person = house.person()
    shown = show_name(
        person_id=person.pk, process=house.process, name="Ana Prifti", organisation="Shoqata e fshatit", at=house.at
    )
    assert (shown.name, shown.organisation) == ("Ana Prifti", "Shoqata e fshatit")
    assert show_name(person_id=person.pk, process=house.process, name="", at=house.at).name == shown.pseudonym


@pytest.mark.parametrize(
    "name", ["Lis 482", "LIS  482", "lis 999999", "Hënë 100", "hene 100", "Agency", "agency (SQ)", "MJ"]
)
def test_nobody_appears_as_somebody_else(house: House, name: str) -> None:
    with pytest.raises(NotAllowed, match="belongs to somebody else"):
        show_name(person_id=house.person().pk, process=house.process, name=name, at=house.at)


@pytest.mark.django_db(transaction=True)
def test_two_requests_of_one_person_at_once_make_one_participant() -> None:
    house = House()
    person = house.person()
    barrier = Barrier(4)

    def join() -> None:
        barrier.wait()
        participant_in(house.process, person_id=person.pk)
        connection.close()

    threads = [Thread(target=join) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Participant.objects.filter(person=person).count() == 1


def test_a_stage_opens_only_when_its_conditions_hold_and_says_which_do_not(house: House) -> None:
    secretariat = house.actor(house.official(Role.SECRETARIAT))
    announce(house)
    item = gate(house, "opens")
    with pytest.raises(NotAllowed, match="The package was sent"):
        open_stage(actor=secretariat, stage=house.stage, at=house.at)
    confirm_gate_item(actor=secretariat, item=item, title=both("Letter"), at=house.at)
    assert open_stage(actor=secretariat, stage=house.stage, at=house.at).state == "open"
    assert Fact.objects.filter(type="stage_opened").count() == 1
    with pytest.raises(NotAllowed, match="opened already"):
        open_stage(actor=secretariat, stage=house.stage, at=house.at)


def test_a_computed_condition_is_asked_of_the_house(house: House) -> None:
    secretariat = house.actor(house.official(Role.SECRETARIAT))
    announce(house)
    gate(house, "closes", computed="activities_closed")
    open_stage(actor=secretariat, stage=house.stage, at=house.at)
    with pytest.raises(NotAllowed, match="do not hold"):
        close_stage(actor=secretariat, stage=house.stage, at=house.at)
    assert close_stage(actor=secretariat, stage=house.stage, at=house.at + timedelta(days=11)).state == "closed"


def test_a_moderator_opens_no_stage(house: House) -> None:
    with pytest.raises(NotAllowed, match="technical secretariat"):
        open_stage(actor=house.actor(house.official(Role.MODERATOR)), stage=house.stage, at=house.at)


def gate_item(house: House, key: str, number: int, **fields: Any) -> GateItem:
    return GateItem.objects.create(
        stage=house.stage, key=key, number=number, side="closes", text=both(key.title()), **fields
    )


def confirmed(house: House, item: GateItem, actor: Any) -> bool:
    confirm_gate_item(actor=actor, item=item, title=both("Minutes"), at=house.at)
    return GateItem.objects.get(pk=item.pk).confirmed_at is not None


def test_an_approval_is_confirmed_only_in_its_stage_and_after_its_consultations(house: House) -> None:
    secretariat = house.actor(house.official("secretariat"))
    meeting, approval = gate_item(house, "meeting", 1), gate_item(house, "approval", 2, after_consultation=True)
    with pytest.raises(NotAllowed, match="has not opened yet"):
        confirmed(house, approval, secretariat)
    Stage.objects.update(state="open")
    assert confirmed(house, GateItem.objects.get(pk=meeting.pk), secretariat)
    with pytest.raises(NotAllowed, match="can still take part"):
        confirmed(house, GateItem.objects.get(pk=approval.pk), secretariat)
    house.activity.delete()
    assert confirmed(house, GateItem.objects.get(pk=approval.pk), secretariat)


def test_what_stands_behind_a_computed_condition_waits_until_that_holds(house: House) -> None:
    secretariat = house.actor(house.official("secretariat"))
    Stage.objects.update(state="open")
    gate_item(house, "closed", 1, computed="activities_closed")
    approval = GateItem.objects.get(pk=gate_item(house, "approval", 2).pk)
    with pytest.raises(NotAllowed, match="These conditions do not hold yet: Closed"):
        confirmed(house, approval, secretariat)


def test_a_rule_that_nobody_knows_does_not_hold_and_breaks_no_page(house: House) -> None:
    gate_item(house, "odd", 1, computed="leaders_named")
    assert [item.key for item in failing_items(house.stage, "closes", house.at)] == ["odd"]
    assert Client().get(f"/en/stages/{house.stage.public_id}/").status_code == 200


def test_evidence_that_is_named_anew_is_a_version_of_its_own_sealed_for_everyone(house: House) -> None:
    secretariat = house.actor(house.official(Role.SECRETARIAT))
    item = gate(house, "opens")
    confirm_gate_item(actor=secretariat, item=item, title=both("Letter"), url="https://example.org/1", at=house.at)
    confirm_gate_item(actor=secretariat, item=item, title=both("Order"), url="https://example.org/2", at=house.at)
    assert [(one.version, one.title["en"], one.url) for one in item.evidence.order_by("version")] == [
        (1, "Letter", "https://example.org/1"),
        (2, "Order", "https://example.org/2"),
    ]
    page = Client().get(f"/en/stages/{house.stage.public_id}/").content.decode()
    assert "Named before, on 24 November 2026:" in page
    assert "https://example.org/1" in page
    record.advance(at=house.at)
    for fact, url in zip(Fact.objects.filter(type="gate_item_confirmed").order_by("pk"), ("/1", "/2"), strict=True):
        (opening,) = openings_of(decode_leaf(bytes(fact.leaf), index=fact.index))["openings"]
        assert opening["text"].endswith(f'"url":"https://example.org{url}"}}')


def test_evidence_named_before_versions_were_kept_stays_readable(house: House) -> None:
    item = gate(house, "opens")
    GateItem.objects.filter(pk=item.pk).update(evidence_title=both("Old letter"), confirmed_at=house.at)
    confirm_gate_item(actor=HOUSE, item=item, title=both("New letter"), at=house.at)
    assert [one.title["en"] for one in item.evidence.order_by("version")] == ["Old letter", "New letter"]


@pytest.mark.parametrize(("side", "state"), [("opens", "open"), ("opens", "closed"), ("closes", "closed")])
def test_evidence_by_which_a_stage_went_on_stands(house: House, side: str, state: str) -> None:
    secretariat = house.actor(house.official(Role.SECRETARIAT))
    item = gate(house, side)
    Stage.objects.update(state="ahead" if side == "opens" else "open")
    assert confirmed(house, item, secretariat)
    Stage.objects.update(state=state)
    with pytest.raises(NotAllowed, match="stands as it was named"):
        confirm_gate_item(actor=secretariat, item=item, title=both("Another"), at=house.at)
    assert GateItem.objects.get(pk=item.pk).evidence_title == both("Minutes")
