"""How somebody appears is chosen in the form of the first words, so that nothing is read under another name before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.processes.actions import participant_in, show_name
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record.models import Fact
from tests.bench.forms import hidden_fields
from tests.participation.deliberation.talking import Talk
from tests.support.house import House, signed_in

IDEA = {"title": "Open the office on Saturdays", "body": "People who work can never come on other days.",
        "category": "other", "place": "", "language": "en"}  # fmt: skip


def sent(house: House, client: Client, form: str, name: str) -> Any:
    """Send the first words by one of the three forms there are."""
    if form == "idea":
        return client.post(f"/en/activities/{house.activity.public_id}/ideas/new/", IDEA | {"name": name})
    if form == "comment":
        idea = house.idea()
        words = {"body": "I see it otherwise.", "seen_version": idea.version, "name": name}
        return client.post(f"/en/contributions/{idea.public_id}/comment/", words)
    talk = Talk(house)
    words = {"words": "Buses should run until midnight everywhere.", "name": name}
    return client.post(f"/en/activities/{talk.activity.public_id}/statements/new/", words)


@pytest.mark.parametrize("form", ["idea", "comment", "statement"])
def test_a_name_is_chosen_with_the_first_words(house: House, form: str) -> None:
    person = house.person()
    assert sent(house, signed_in(person), form, "Ana Prifti").status_code == 302
    assert Participant.objects.get(person=person).shown_name == "Ana Prifti"
    assert Contribution.objects.filter(participant__person=person).count() == 1
    assert list(Fact.objects.order_by("pk").values_list("type", flat=True))[-2:] == [
        "name_chosen", "contribution_received",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["idea", "comment", "statement"])
def test_without_one_a_pseudonym_stands_there(house: House, form: str) -> None:
    person = house.person()
    assert sent(house, signed_in(person), form, "").status_code == 302
    assert Participant.objects.get(person=person).shown_name == ""
    assert not Fact.objects.filter(type="name_chosen").exists()


@pytest.mark.parametrize("form", ["idea", "comment", "statement"])
def test_a_name_that_is_not_free_is_said_at_its_field_and_nothing_is_sent(house: House, form: str) -> None:
    person = house.person()
    answer = sent(house, signed_in(person), form, "Moderatori")
    assert answer.status_code == 422
    assert 'href="#id_name"' in answer.content.decode()
    assert not Contribution.objects.filter(participant__person=person).exists()
    assert not Participant.objects.filter(person=person).exists()


def test_afterwards_the_form_says_how_one_appears_and_asks_no_more(house: House) -> None:
    person = house.person()
    client = signed_in(person)
    address = f"/en/activities/{house.activity.public_id}/ideas/new/"
    assert "Name to show" in client.get(address).content.decode()
    house.idea(house.actor(person))
    show_name(person_id=person.pk, process=house.process, name="Ana Prifti", at=house.at)
    page = client.get(address).content.decode()
    assert "You appear as Ana Prifti." in page
    assert 'name="name"' not in page


def test_further_words_read_who_says_them_once_and_open_no_transaction_for_a_name(house: House) -> None:
    person, idea = house.person(), house.idea()
    client, address = signed_in(person), f"/en/contributions/{idea.public_id}/comment/"
    numbers = []
    for words in ("I see it otherwise.", "And so do my neighbours."):
        form = hidden_fields(client.get(address).content.decode()) | {"body": words}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(address, form).status_code == 302
        statements = [query["sql"] for query in queries.captured_queries]
        reads = sum('FROM "processes_participant"' in sql for sql in statements)
        savepoints = sum(sql.startswith("SAVEPOINT") for sql in statements)
        numbers.append((reads, savepoints))
    assert numbers[1] == (1, 2), "the form that is sent once, and the deed"
    assert numbers[0] > numbers[1], "the first words make the participant"
    assert len(statements) <= 22


def test_a_participant_of_somebody_else_is_not_taken_for_the_own(house: House) -> None:
    mine, other = (participant_in(house.process, person_id=house.person().pk) for _time in range(2))
    assert participant_in(house.process, person_id=mine.person_id, participant=other) == mine
