"""Names and organisations are words: they wait where a moderator reads first, and are read after where that is so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.moderation.actions import hide_name, let_name_stand, let_through
from kuvend.foundation.moderation.reminders import words_to_read
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import own_rows
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.models import Fact
from tests.support.house import NOW, House, signed_in

NAME, CALL = "Agim takes bribes", "call 069 123 456 for visas"
BOTH = f"{NAME}, {CALL}"
DESK = "/en/desk/moderate/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def author(house: House) -> Person:
    return house.person("author")


@pytest.fixture
def read_first(house: House) -> Activity:
    return house.make_activity("ideas", moderation="before")


def choose(house: House, author: Person, name: str = NAME, organisation: str = CALL) -> Participant:
    return show_name(person_id=author.pk, process=house.process, name=name, organisation=organisation, at=house.at)


def published(house: House, author: Person, activity: Activity) -> Contribution:
    idea = house.idea(house.actor(author), activity=activity)
    return (
        idea if activity == house.activity else let_through(actor=HOUSE, contribution=idea, seen_version=1, at=house.at)
    )


def public(idea: Contribution) -> str:
    reader = Client()
    pages = (f"/en/contributions/{idea.public_id}/", f"/api/v1/contributions/{idea.public_id}", "/en/contributions/")
    return "".join(reader.get(page).content.decode() for page in pages)


def test_where_a_moderator_reads_first_a_name_waits_until_it_was_read(
    house: House, author: Person, read_first: Activity
) -> None:
    idea = published(house, author, read_first)
    choose(house, author)
    assert NAME not in public(idea)
    assert CALL not in public(idea)
    assert idea.participant.pseudonym in public(idea)
    assert "waits to be read by a moderator" in signed_in(author).get("/en/me/").content.decode()
    desk = signed_in(house.official(Role.MODERATOR))
    page = desk.get(DESK)
    assert [row.public_id for row in page.context["names"].rows] == [idea.public_id]
    assert BOTH in page.content.decode()
    sent = {"deed": "let_name", "seen_name": BOTH}
    assert desk.post(f"/en/desk/contributions/{idea.public_id}/decide/", sent).status_code == 302
    assert NAME in public(idea)
    assert desk.get(DESK).context["names"].rows == []
    assert Fact.objects.filter(type="name_read").count() == 1


def test_elsewhere_a_name_shows_at_once_and_stands_in_the_queue(house: House, author: Person) -> None:
    idea = published(house, author, house.activity)
    choose(house, author)
    assert NAME in public(idea)
    moderator = house.official(Role.MODERATOR)
    assert BOTH in signed_in(moderator).get(DESK).content.decode()
    lines = [words for words, _path in words_to_read(house.actor(moderator), house.at.date(), house.at)]
    assert "1 name waits to be read." in lines


def test_an_unread_name_waits_as_soon_as_its_person_writes_where_a_moderator_reads_first(
    house: House, author: Person, read_first: Activity
) -> None:
    choose(house, author)
    idea = published(house, author, read_first)
    assert NAME not in public(idea)
    participant = Participant.objects.get(person=author)
    assert (participant.name, participant.chosen_name) == (participant.pseudonym, BOTH)


def test_a_name_that_was_read_stays_while_another_waits_and_when_that_is_hidden(
    house: House, author: Person, read_first: Activity
) -> None:
    idea = published(house, author, read_first)
    choose(house, author, "Ana Prifti", "")
    moderator = house.actor(house.official(Role.MODERATOR))
    let_name_stand(actor=moderator, contribution=idea, seen_name="Ana Prifti", at=house.at)
    choose(house, author)
    assert "Ana Prifti" in public(idea)
    hide_name(actor=moderator, contribution=idea, seen_name=BOTH, house_rule="insult", at=house.at)
    assert "Ana Prifti" in public(idea)
    assert NAME not in public(idea)
    with pytest.raises(NotAllowed, match="A moderator hid this name"):
        choose(house, author)


def test_in_the_form_of_the_first_words_the_rule_of_their_activity_counts(
    house: House, author: Person, read_first: Activity
) -> None:
    show_name(person_id=author.pk, process=house.process, name=NAME, activity=read_first, at=house.at)
    assert Participant.objects.get(person=author).name != NAME


def test_the_name_that_was_read_is_the_one_that_stands(house: House, author: Person, read_first: Activity) -> None:
    idea = published(house, author, read_first)
    choose(house, author, "Ana Prifti", "")
    seen = Contribution.objects.get(pk=idea.pk)
    choose(house, author)
    moderator = house.actor(house.official(Role.MODERATOR))
    with pytest.raises(NotAllowed, match="changed meanwhile"):
        let_name_stand(actor=moderator, contribution=seen, seen_name="Ana Prifti", at=house.at)
    own = house.actor(author)
    for actor in (own, house.actor()):
        with pytest.raises(NotAllowed):
            let_name_stand(actor=actor, contribution=seen, seen_name=BOTH, at=house.at)


def test_of_two_that_wait_with_names_alike_the_first_read_stands(house: House, read_first: Activity) -> None:
    people = [house.person(), house.person()]
    ideas = [published(house, person, read_first) for person in people]
    for person in people:
        choose(house, person, "Ana Prifti", "")
    let_name_stand(actor=HOUSE, contribution=ideas[0], seen_name="Ana Prifti", at=house.at)
    with pytest.raises(NotAllowed, match="looks the same"):
        let_name_stand(actor=HOUSE, contribution=ideas[1], seen_name="Ana Prifti", at=house.at)


def test_what_waits_is_its_persons_own_and_leaves_with_the_account(
    house: House, author: Person, read_first: Activity
) -> None:
    published(house, author, read_first)
    choose(house, author)
    assert NAME in str(own_rows(author))
    erase(actor=house.actor(author), person=author, words_too=False, at=house.at + timedelta(minutes=1))
    assert NAME not in str(list(Participant.objects.values()))


def test_names_that_were_chosen_before_anybody_read_them_wait_in_the_queue(house: House, author: Person) -> None:
    idea = published(house, author, house.activity)
    choose(house, author)
    other, silent = house.idea(house.actor()).participant, published(house, house.person(), house.activity).participant
    Participant.objects.filter(pk=other.pk).update(person=None, shown_name="Somebody who left")
    Participant.objects.update(name_unread_since=None)
    import_module("kuvend.foundation.processes.migrations.0009_names_of_before_are_unread").queue(apps, None)
    unread = Participant.objects.filter(name_unread_since__isnull=False)
    assert list(unread.values_list("pk", flat=True)) == [idea.participant_id]
    assert silent.pk != idea.participant_id
