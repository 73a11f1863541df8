"""What stops being public is found no more from that very transaction on: no job has to run for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.contributions.actions import edit, withdraw
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.lineage import merge_contributions, undo_merge
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.documents.actions import Filing, file_document, redact_document
from kuvend.foundation.moderation.actions import hide, let_through, restore, take_back
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from kuvend.publication.search.actions import rebuild
from kuvend.publication.search.models import Entry
from tests.support.house import House, both

TITLE, WORDS = "Agron from the corner shop", "He lives at twelve Lake Road."
LEFT = ("agron", "lake", "elbasan", "kind=idea", "state=waits", "language=sq")


def shown(query: str) -> bool:
    """Whether a search counts or shows anything."""
    page = Client().get(f"/en/search/?{query if '=' in query else f'q={query}'}").content.decode()
    return "No results" not in page


def found_idea(house: House, person: Person | None = None) -> Contribution:
    idea = house.idea(house.actor(person) if person else None, title=TITLE, body=WORDS, place="Elbasan")
    record.advance(at=house.at)
    assert all(shown(query) for query in LEFT)
    return idea


def hidden(house: House, idea: Contribution, author: Person) -> None:
    hide(actor=HOUSE, contribution=idea, seen_version=1, house_rule="personal_data", at=house.at)


def withdrawn(house: House, idea: Contribution, author: Person) -> None:
    withdraw(actor=house.actor(author), contribution=idea, at=house.at)


def erased(house: House, idea: Contribution, author: Person) -> None:
    erase(actor=house.actor(author), person=author, words_too=True, at=house.at)


def merged(house: House, idea: Contribution, author: Person) -> None:
    into = house.idea(title="Something else", body="Other words.", place="", language="en")
    merge_contributions(actor=HOUSE, contributions=[idea], into=into, reason=both("The same."), at=house.at)


@pytest.mark.parametrize("deed", [hidden, withdrawn, erased, merged])
def test_words_leave_the_search_with_the_deed_itself(house: House, deed: Callable[..., Any]) -> None:
    author = house.person()
    idea = found_idea(house, author)
    deed(house, idea, author)
    assert not any(shown(query) for query in ("agron", "lake", "elbasan", "language=sq"))
    assert not Entry.objects.filter(public_id=idea.public_id).exists()
    record.advance(at=house.at)
    rebuild()
    assert not Entry.objects.filter(public_id=idea.public_id).exists()


def test_replaced_words_leave_at_once_and_the_new_ones_come_with_their_fact(house: House) -> None:
    author = house.person()
    idea = found_idea(house, author)
    edit(
        actor=house.actor(author), contribution=idea, seen_version=1, title="A neighbour", body="He lives nearby.",
        at=house.at,
    )  # fmt: skip
    assert not shown("agron")
    record.advance(at=house.at)
    assert shown("neighbour")
    assert not shown("lake")


def test_words_are_found_once_a_moderator_let_them_through_and_not_when_that_is_taken_back(house: House) -> None:
    activity = house.make_activity("ideas", moderation=ModerationRule.BEFORE)
    idea = house.idea(activity=activity, title=TITLE, body=WORDS)
    record.advance(at=house.at)
    rebuild()
    assert not shown("agron")
    moderator: Actor = house.actor(house.official(Role.MODERATOR))
    let_through(actor=moderator, contribution=idea, seen_version=1, at=house.at)
    record.advance(at=house.at)
    assert shown("agron")
    take_back(actor=moderator, contribution=idea, seen_version=1, at=house.at)
    assert not shown("agron")


def test_what_is_restored_or_stands_for_itself_again_comes_back(house: House) -> None:
    idea = found_idea(house)
    hide(actor=HOUSE, contribution=idea, seen_version=1, house_rule="insult", at=house.at)
    restore(actor=HOUSE, contribution=idea, seen_version=1, at=house.at)
    record.advance(at=house.at)
    assert shown("agron")
    merged(house, idea, house.person())
    undo_merge(actor=HOUSE, contribution=idea, at=house.at)
    record.advance(at=house.at)
    assert shown("agron")


def test_a_number_still_leads_to_the_page_that_says_what_became_of_it(house: House) -> None:
    idea = found_idea(house)
    hide(actor=HOUSE, contribution=idea, seen_version=1, house_rule="insult", at=house.at)
    answer = Client().get("/en/search/", {"q": idea.public_id})
    assert answer["Location"] == f"/en/contributions/{idea.public_id}/"
    assert TITLE not in Client().get(answer["Location"]).content.decode()


def filing(content: bytes, title: str) -> Filing:
    return Filing(title=both(title), language="sq", licence="CC-BY-4.0", content=content)


def test_the_title_of_a_withheld_document_leaves_with_the_redaction(house: House) -> None:
    version = file_document(
        actor=HOUSE, institution=house.owner, scope=house.process.scope, type="minutes",
        filing=filing(b"a,b\n1,2\n", "Minutes about Agron"), at=house.at,
    )  # fmt: skip
    record.advance(at=house.at)
    assert shown("agron")
    redact_document(
        actor=HOUSE, document=version.document, seen_number=1, filing=filing(b"a,b\n1,3\n", "Minutes"),
        note=both("A name was taken out."), at=house.at,
    )  # fmt: skip
    assert not shown("agron")
    record.advance(at=house.at)
    assert shown("minutes")


def test_an_answer_is_found_when_it_is_published_and_not_as_a_draft(house: House) -> None:
    idea = found_idea(house)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    response = draft_response(actor=officer, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    reason = both("We looked at it with care and will not do it, because of the zebras.")
    keep_draft(actor=officer, response=response, verdict="not_accepted", reason=reason, nowhere=both(""), landings=[])
    record.advance(at=house.at)
    rebuild()
    assert not shown("zebras")
    publish_response(actor=officer, response=response, at=house.at)
    record.advance(at=house.at)
    assert shown("zebras")
    assert shown("q=agron&verdict=not_accepted&state=answered")
