"""A person's own data: downloaded whole, erased whole, in every table that points to a person."""

import json

import pytest
from django.apps import apps
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import ForeignKey
from django.http import JsonResponse

from kuvend.foundation.contributions.actions import edit, support
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.receiving import sealed_words
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.notifications.mailbox import Mailbox
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.own import own_rows
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.facts import digest
from kuvend.foundation.record.queries import facts_about
from tests.support.house import House, signed_in


def test_the_download_holds_words_supports_and_account(house: House) -> None:
    person = house.person("arta")
    idea = house.idea(house.actor(person))
    other = house.idea()
    support(actor=house.actor(person), contribution=other, seen_version=other.version, at=house.at)
    data = own_rows(person)
    assert data["account"]["email"] == "arta@example.org"
    assert [row["id"] for row in data["contributions"]] == [idea.public_id]
    assert data["supports"] == [other.public_id]


def test_the_download_is_what_the_rooms_hand_up_and_nothing_beside(house: House) -> None:
    person = house.person("arta")
    house.idea(house.actor(person))
    EmailMessage("It came", "Thank you.", to=[person.email]).send()
    download = signed_in(person).get("/en/me/data/").json()
    assert set(download) == {
        "account", "addresses", "sessions", "participants", "contributions", "supports", "mandates", "letters",
        "reminders", "kept_files", "deliberation",
    }  # fmt: skip
    assert download["reminders"] is True
    assert download == json.loads(JsonResponse(own_rows(person)).content) | {"sessions": download["sessions"]}


def test_the_download_opens_the_seal_in_the_record(house: House) -> None:
    person = house.person("arta")
    idea = house.idea(house.actor(person))
    (fact,) = [fact for fact in facts_about([idea.public_id]) if fact.type == "contribution_received"]
    (row,) = own_rows(person)["contributions"]
    assert digest(bytes.fromhex(row["salt"]), sealed_words(row["title"], row["body"])) == fact.data["text"]


@pytest.mark.parametrize("words_too", [False, True])
def test_erasing_leaves_no_row_that_points_to_the_person(house: House, words_too: bool) -> None:
    person = house.person()
    idea = house.idea(house.actor(person))
    pk = person.pk
    erase(actor=house.actor(person), person=person, words_too=words_too, at=house.at)
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is Person:
                assert not model._default_manager.filter(**{field.attname: pk}).exists(), model
    idea.refresh_from_db()
    assert idea.participant.person is None
    assert (idea.state, idea.title) == (("withdrawn", "") if words_too else ("published", "Open the office later"))
    text = ContributionText.objects.get(contribution=idea)
    assert bool(text.body) != words_too
    assert bool(bytes(text.salt)) != words_too


def test_nobody_erases_somebody_else_or_an_official_in_office(house: House) -> None:
    person = house.person()
    with pytest.raises(NotAllowed, match="Only you"):
        erase(actor=house.actor(), person=person, words_too=True, at=house.at)
    official = house.official(Role.MODERATOR)
    with pytest.raises(NotAllowed, match="mandate"):
        erase(actor=house.actor(official), person=official, words_too=True, at=house.at)
    assert Contribution.objects.count() == 0


def test_erased_words_are_in_no_table_any_more(house: House) -> None:
    """Whatever a room adds: no row of any table holds the address or the words, be they title, body or place."""
    person = house.person("zzarta")
    idea = house.idea(house.actor(person), title="Qqsecret title", body="Qqsecret words.", place="Qqsecret road")
    edit(
        actor=house.actor(person),
        contribution=idea,
        seen_version=idea.version,
        title=idea.title,
        body="Qqsecret better.",
        at=house.at,
    )
    show_name(person_id=person.pk, process=house.process, name="Qqsecret name", at=house.at)
    record.advance(at=house.at)
    Mailbox().send_messages([EmailMessage("Your code", "Qqsecret", to=[person.email])])
    assert tables_with("qqsecret") >= {"contributions_contribution", "ideas_idea", "notifications_mail"}
    erase(actor=house.actor(person), person=person, words_too=True, at=house.at)
    assert tables_with("qqsecret") == tables_with("zzarta") == set()


def tables_with(words: str) -> set[str]:
    """Return the tables of which some row holds `words`."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT 1 FROM "{table}" AS kept WHERE kept::text ILIKE %s LIMIT 1', [f"%{words}%"])
            found |= {table} if cursor.fetchone() else set()
    return found
