"""Who relied on words is told that they changed: others than their author, and while there is something to read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kuvend.foundation.contributions.actions import edit, post_comment, support
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.models import Person
from kuvend.foundation.record import actions as record
from tests.support.house import House


@pytest.fixture
def author(house: House) -> Actor:
    return house.actor()


@pytest.fixture
def fan(house: House) -> Person:
    return house.person(language="en")


@pytest.fixture
def idea(house: House, author: Actor, fan: Person) -> Contribution:
    row = house.idea(author)
    support(actor=house.actor(fan), contribution=row, seen_version=1, at=house.at)
    return row


def reword(house: House, author: Actor, idea: Contribution, hours: int = 10) -> Contribution:
    body, at = f"Open the offices for {hours} hours on two days of the week.", house.at + timedelta(minutes=hours)
    return edit(actor=author, contribution=idea, seen_version=idea.version, title=idea.title, body=body, at=at)


def letters(house: House) -> list[tuple[int, str]]:
    """Tell of what happened; return to whom it was written that words changed, and what about."""
    record.advance(at=house.at)
    rows = Mail.objects.filter(key__startswith="changed:").order_by("pk")
    return list(rows.values_list("person", "body"))


def test_who_supported_words_reads_where_the_new_ones_stand(
    house: House, author: Actor, fan: Person, idea: Contribution
) -> None:
    reword(house, author, idea)
    ((person, body),) = letters(house)
    assert person == fan.pk
    assert f"/en/contributions/{idea.public_id}/" in body


def test_nobody_is_told_of_words_that_were_hidden_before_the_letters_were_written(
    house: House, author: Actor, idea: Contribution
) -> None:
    changed = reword(house, author, idea)
    hide(actor=HOUSE, contribution=changed, seen_version=2, house_rule="insult", at=house.at)
    assert letters(house) == []


def test_an_author_who_replied_to_the_own_words_is_told_nothing(
    house: House, author: Actor, fan: Person, idea: Contribution
) -> None:
    post_comment(
        actor=author, activity=house.activity, parent=idea, seen_version=1, body="More of it.", language="en",
        at=house.at,
    )  # fmt: skip
    reword(house, author, idea)
    assert [person for person, _body in letters(house)] == [fan.pk]


def test_who_supports_the_new_words_is_told_of_the_next_ones_alone(
    house: House, author: Actor, fan: Person, idea: Contribution
) -> None:
    late = house.person()
    second = reword(house, author, idea)
    support(actor=house.actor(late), contribution=second, seen_version=2, at=house.at)
    assert [person for person, _body in letters(house)] == [fan.pk]
    second.refresh_from_db()
    reword(house, author, second, hours=12)
    assert [person for person, _body in letters(house)] == [fan.pk, fan.pk, late.pk]
