"""Kinds of words come from rooms: shared deeds and pages ask the kind, and know none of them by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.test import Client

from kuvend.foundation.contributions import rules
from kuvend.foundation.contributions.kinds import WordKind, set_word_kinds, word_kind, word_kinds
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution
from kuvend.publication.opendata.datasets.words import CONTRIBUTIONS
from kuvend.publication.opendata.schemas import query_schema
from kuvend.publication.portal.queries.home import latest_example
from tests.support.house import NOW, House
from tests.support.whole_house import WholeHouse

POSTCARD = WordKind(name="postcard", label="postcard")


@pytest.fixture
def bring() -> Iterator[Any]:
    """Hand down one more kind of words, as a room does; the kinds are as before afterwards."""
    before = word_kinds()
    yield lambda kind: set_word_kinds([*before, kind])
    set_word_kinds(before)


def postcard(house: House, **fields: Any) -> Contribution:
    row = house.idea(**fields)
    row.kind = "postcard"
    row.save(update_fields=["kind"])
    return row


def page_of(row: Contribution) -> str:
    with time_machine.travel(NOW, tick=False):
        return Client().get(f"/en/contributions/{row.public_id}/").content.decode()


def test_what_a_kind_says_nothing_about_everyone_may(house: House, bring: Any) -> None:
    bring(POSTCARD)
    author, reader = house.actor(), house.actor()
    row = postcard(house, actor=author)
    assert rules.may_edit(author, row, house.at)
    assert rules.may_support(reader, row, house.at)
    assert rules.may_reply(reader, row, house.at)
    assert "Support · 0 people" in page_of(row)
    assert "Comment on it" in page_of(row)


@pytest.mark.parametrize("closed", ["fixed", "unsupported", "unreplied"])
def test_the_kind_gives_the_reason_for_what_nobody_may(house: House, bring: Any, closed: str) -> None:
    bring(replace(POSTCARD, **{closed: "Postcards are read."}))
    author, reader = house.actor(), house.actor()
    row = postcard(house, actor=author)
    answers = {
        "fixed": rules.may_edit(author, row, house.at),
        "unsupported": rules.may_support(reader, row, house.at),
        "unreplied": rules.may_reply(reader, row, house.at),
    }
    assert [name for name, permission in answers.items() if not permission] == [closed]
    assert answers[closed].reason == "Postcards are read."
    page = page_of(row)
    assert ("Support · 0 people" in page) == (closed != "unsupported")
    assert ("Comment on it" in page) == (closed != "unreplied")
    assert ("0 comments" in page) == (closed != "unreplied")


def test_words_of_a_room_that_was_taken_away_can_be_read_and_no_more(house: House) -> None:
    author = house.actor()
    row = postcard(house, actor=author, title="From the lake")
    assert word_kind(row.kind).label == "contribution"
    assert not rules.may_edit(author, row, house.at)
    assert not rules.may_support(house.actor(), row, house.at)
    assert not rules.may_reply(house.actor(), row, house.at)
    assert "From the lake" in page_of(row)
    assert rules.may_withdraw(author, row)


def test_a_kind_adds_to_the_page_of_its_own_words_alone(house: House, bring: Any) -> None:
    bring(
        replace(
            POSTCARD,
            detail=lambda ids: {pk: {"place": "Pogradec", "category": ""} for pk in ids},
            template="ideas/contribution.html",
        )
    )
    assert "Pogradec" in page_of(postcard(house))
    assert "Pogradec" not in page_of(house.idea())


def test_a_kind_forgets_what_it_kept_of_erased_words(house: House, bring: Any) -> None:
    forgotten: list[int] = []
    bring(
        replace(
            POSTCARD,
            forget=lambda ids: forgotten.extend(
                Contribution.objects.filter(pk__in=ids, kind="postcard").values_list("pk", flat=True)
            ),
        )
    )
    person = house.person()
    row = postcard(house, actor=house.actor(person))
    postcard(house)
    erase(actor=house.actor(person), person=person, words_too=True, at=house.at)
    assert forgotten == [row.pk]


def test_the_first_page_shows_an_example_of_a_kind_that_makes_one(db: None, bring: Any) -> None:
    whole = WholeHouse()
    assert latest_example("en") is not None
    Contribution.objects.filter(pk=whole.idea.pk).update(kind="postcard")
    assert latest_example("en") is None
    bring(replace(POSTCARD, is_example=True))
    example = latest_example("en")
    assert example is not None
    assert example.words == whole.idea.title


def test_open_data_is_narrowed_by_every_kind_that_a_room_brings(bring: Any) -> None:
    asked = CONTRIBUTIONS.filters["kind"].choices
    assert asked() == ["comment", "idea", "statement"]
    bring(POSTCARD)
    assert "postcard" in asked()
    assert "postcard" in str(query_schema(CONTRIBUTIONS).model_json_schema()["properties"]["kind"])
