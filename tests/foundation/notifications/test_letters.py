"""Letters: the author is told of each step once, in the author's language, and nobody else is."""

from __future__ import annotations

import random

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.notifications import actions as notifications
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import close_activity_early
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.reactions import replay
from kuvend.foundation.responses.actions import correct_response, draft_response, publish_response
from kuvend.foundation.responses.enums import Verdict
from kuvend.foundation.responses.models import Response
from tests.bench import seed
from tests.support.house import House, both


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


def test_a_language_that_was_taken_off_the_site_leads_to_no_address_that_is_none(house: House) -> None:
    house.idea(house.actor(house.person(language="it")))
    record.advance(at=house.at)
    assert "/sq/contributions/" in Mail.objects.get().body


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


def _answer_many(house: House, number: int) -> tuple[Actor, Response]:
    """An answer, all drafted and published, to that many ideas of that many people."""
    participants = seed.people(house, number)
    rows = seed.ideas(house, participants, number, random.Random(1))
    record.advance(at=house.at)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    response = draft_response(
        actor=officer,
        process=house.process,
        institution=house.owner,
        contribution_ids=[row.pk for row in rows],
    )
    response.verdict, response.reason = (
        Verdict.NOT_ACCEPTED,
        both("There is no money for it before the budget of next year."),
    )
    response.save()
    return officer, publish_response(actor=officer, response=response, at=house.at)


def test_an_answer_to_many_and_its_correction_write_their_letters_in_batches(house: House) -> None:
    """At most one statement for ten letters more."""
    told = []
    for number in (200, 400):
        officer, response = _answer_many(house, number)
        before = Mail.objects.count()
        with CaptureQueriesContext(connection) as answered:
            record.advance(at=house.at)
        correct_response(
            actor=officer,
            response=response,
            seen_version=response.version,
            verdict=response.verdict,
            reason=both("The road is of the municipality, we may not build it."),
            note=both("The first answer named the wrong office."),
            at=house.at,
        )
        with CaptureQueriesContext(connection) as corrected:
            record.advance(at=house.at)
        assert Mail.objects.count() - before >= number  # one a person
        told.append((len(answered), len(corrected)))
    few, many = told
    assert all(after - before <= 20 for before, after in zip(few, many, strict=True)), told


def test_each_letter_of_many_names_its_own_words_and_its_own_answer(house: House) -> None:
    _answer_many(house, 3)
    record.advance(at=house.at)
    letters = Mail.objects.filter(body__contains="There is no money for it before").select_related("person")
    rows = Contribution.objects.select_related("participant")
    own = {(row.public_id, row.title, row.participant.person_id) for row in rows}
    told = {
        (public_id, title, letter.person_id)
        for letter in letters
        for public_id, title, _person in own
        if f"/contributions/{public_id}/" in letter.body and f"“{title}”" in letter.body
    }
    assert len(told) == 3
    assert told <= own


def _statements_to_tell(fact_type: str, *, since: int, letters: int) -> int:
    """How many statements it takes to queue the letters of the facts of a type from an index on, for the first time."""
    leaves = Fact.objects.filter(type=fact_type, index__gte=since).values_list("index", "leaf")
    facts = [decode_leaf(bytes(leaf), index=index) for index, leaf in leaves]
    Mail.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        assert notifications.queue_letters(facts) == letters
    return len(queries)


def test_fifty_letters_are_queued_with_the_statements_of_five(house: House) -> None:
    """The receipts of many ideas, and what their authors read when the activity closes."""
    received, closed = [], []
    for number in (5, 50):
        activity, first = house.make_activity("ideas"), Fact.objects.count()
        for _ in range(number):
            house.idea(activity=activity)
        close_activity_early(actor=HOUSE, activity=activity, reason=both("Done."), seen_version=1, at=house.at)
        record.advance(at=house.at)
        received.append(_statements_to_tell("contribution_received", since=first, letters=number))
        closed.append(_statements_to_tell("activity_closed_early", since=first, letters=number))
    assert received[0] == received[1], received
    assert closed[0] == closed[1], closed
