"""A person's own data: downloaded whole, erased whole, in every table that points to a person."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from kuvend.foundation.contributions.actions import support
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.own import erase, own_data
from kuvend.foundation.contributions.receiving import sealed_words
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.facts import digest
from kuvend.foundation.record.queries import facts_about
from tests.support.house import House


def test_the_download_holds_words_supports_and_account(house: House) -> None:
    person = house.person("arta")
    idea = house.idea(house.actor(person))
    other = house.idea()
    support(actor=house.actor(person), contribution=other, at=house.at)
    data = own_data(person)
    assert data["account"]["email"] == "arta@example.org"
    assert [row["id"] for row in data["contributions"]] == [idea.public_id]
    assert data["supports"] == [other.public_id]


def test_the_download_opens_the_seal_in_the_record(house: House) -> None:
    person = house.person("arta")
    idea = house.idea(house.actor(person))
    (fact,) = [fact for fact in facts_about([idea.public_id]) if fact.type == "contribution_received"]
    (row,) = own_data(person)["contributions"]
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
