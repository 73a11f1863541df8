"""Processes: pseudonyms, stages whose gates hold or not, what may be done by whom."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

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
from kuvend.foundation.processes.models import GateItem, Participant
from kuvend.foundation.record.models import Fact
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
    shown = show_name(person_id=person.pk, process=house.process, name="Ana Prifti", organisation="Shoqata e fshatit")
    assert (shown.name, shown.organisation) == ("Ana Prifti", "Shoqata e fshatit")
    assert show_name(person_id=person.pk, process=house.process, name="").name == shown.pseudonym


@pytest.mark.parametrize(
    "name", ["Lis 482", "LIS  482", "lis 999999", "Hënë 100", "hene 100", "Agency", "agency (SQ)", "MJ"]
)
def test_nobody_appears_as_somebody_else(house: House, name: str) -> None:
    with pytest.raises(NotAllowed, match="belongs to somebody else"):
        show_name(person_id=house.person().pk, process=house.process, name=name)


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
