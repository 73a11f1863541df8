"""Letters: the author is told of each step once, in the author's language, and nobody else is."""

from __future__ import annotations

from django.core import mail

from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.notifications import actions as notifications
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.reactions import replay
from tests.support.house import House


def test_the_author_is_told_of_the_receipt_with_the_day_of_the_answer(house: House) -> None:
    arta = house.person("arta", language="en")
    idea = house.idea(house.actor(arta))
    record.advance(at=house.at)
    letter = Mail.objects.get()
    assert letter.person == arta
    assert letter.subject == "We received what you wrote"
    assert "28 December 2026" in letter.body
    assert f"/en/contributions/{idea.public_id}/" in letter.body


def test_each_reads_the_own_language(house: House) -> None:
    house.idea(house.actor(house.person(language="sq")))
    record.advance(at=house.at)
    letter = Mail.objects.get()
    assert "/sq/contributions/" in letter.body
    assert "received" not in letter.subject


def test_a_replay_queues_no_letter_twice(house: House) -> None:
    house.idea()
    record.advance(at=house.at)
    replay("tell_authors", from_index=0)
    record.advance(at=house.at)
    assert Mail.objects.count() == 1


def test_a_hidden_contribution_is_explained_to_its_author_alone(house: House) -> None:
    idea = house.idea(house.actor(house.person(language="en")))
    hide(
        actor=HOUSE,
        contribution=idea,
        seen_version=idea.version,
        house_rule="spam",
        note="Three times the same.",
        at=house.at,
    )
    record.advance(at=house.at)
    letter = Mail.objects.get(subject__contains="hidden")
    assert "It advertises" in letter.body
    assert "Three times the same." in letter.body


def test_letters_leave_once_under_an_id_that_tells_nothing(house: House) -> None:
    house.idea(house.actor(house.person("arta")))
    record.advance(at=house.at)
    assert notifications.deliver(at=house.at)
    notifications.deliver(at=house.at)
    (sent,) = mail.outbox
    assert sent.to == ["arta@example.org"]
    message_id = sent.extra_headers["Message-ID"]
    assert message_id == notifications.message_id(Mail.objects.get())
    assert "arta" not in message_id


def test_an_erased_person_is_told_nothing_more(house: House) -> None:
    person = house.person()
    house.idea(house.actor(person))
    record.advance(at=house.at)
    person.delete()
    assert not Mail.objects.exists()
