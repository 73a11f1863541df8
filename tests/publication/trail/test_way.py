"""What happened to it: the steps of a contribution's way, in time, each with its proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from kuvend.foundation.contributions.actions import edit, withdraw
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.outcomes.sorts import outcome_sorts, set_outcome_sorts
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.steps import ProvenBy, Step
from kuvend.foundation.responses.models import Landing
from kuvend.publication.trail.queries import ContributionPage, contribution_page
from tests.support.whole_house import WholeHouse


@pytest.fixture
def whole(db: None) -> Any:
    with translation.override("en"):
        yield WholeHouse()


def page(whole: WholeHouse, public_id: str) -> ContributionPage:
    found = contribution_page(public_id, at=whole.house.at)
    assert found is not None
    return found


def test_the_whole_way_of_an_answered_idea(whole: WholeHouse) -> None:
    shown = page(whole, whole.idea.public_id)
    assert [step.title for step in shown.steps] == ["Received", "Answered", "Landed in Hours (section 1)"]
    assert all(step.proof is not None and step.proof.index is not None for step in shown.steps)
    assert shown.steps[1].tag == "accepted"
    assert shown.standing.title == "Landed in Hours (section 1)"
    assert str(shown.steps[2].quote) == "on two days"


def test_once_it_is_answered_the_page_says_who_answered_and_owes_nothing(whole: WholeHouse, client: Any) -> None:
    answered = client.get(f"/en/contributions/{whole.idea.public_id}/").content.decode()
    assert "Who answered" in answered
    assert "Who owes the answer" not in answered
    assert "Answer due" not in answered
    assert "Who owes the answer" in client.get(f"/en/contributions/{whole.waiting.public_id}/").content.decode()


def test_an_answer_within_a_working_day_counts_no_days(whole: WholeHouse) -> None:
    Contribution.objects.filter(pk=whole.idea.pk).update(posted_at=whole.house.at)
    assert page(whole, whole.idea.public_id).steps[1].duration == "within a working day"


def test_what_waits_names_its_day_and_who_owes_it(whole: WholeHouse) -> None:
    ahead = page(whole, whole.waiting.public_id).next_step
    assert ahead is not None
    assert (ahead.title, ahead.on) == ("Answer due", whole.waiting.answer_due_date)
    assert ahead.note == "Agency"


def test_an_answer_that_is_late_is_said_to_be_late(whole: WholeHouse) -> None:
    shown = contribution_page(whole.waiting.public_id, at=whole.house.at + timedelta(days=60))
    assert shown is not None
    assert shown.next_step is not None
    assert shown.next_step.tag.endswith("working days overdue")
    assert shown.next_step.tint == "stop"
    on_its_day = page(whole, whole.waiting.public_id).next_step
    assert on_its_day is not None
    assert on_its_day.tag == ""


def test_changed_hidden_and_withdrawn_words_leave_their_steps(whole: WholeHouse) -> None:
    house, idea = whole.house, whole.waiting
    author = house.actor(whole.other_author)
    idea = edit(
        actor=author,
        contribution=idea,
        seen_version=idea.version,
        title=idea.title,
        body="In better words than before.",
        at=house.at,
    )
    hide(
        actor=HOUSE,
        contribution=idea,
        seen_version=idea.version,
        house_rule="off_topic",
        at=house.at + timedelta(minutes=1),
    )
    withdraw(actor=author, contribution=idea, at=house.at + timedelta(minutes=2))
    record.advance(at=house.at)
    shown = page(whole, idea.public_id)
    titles = [step.title for step in shown.steps]
    assert titles == ["Received", "Changed by its author", "Hidden by a moderator", "Withdrawn by its author"]
    assert not shown.words_shown
    assert shown.next_step is None


def test_of_hidden_words_nobody_owes_an_answer(whole: WholeHouse, client: Any) -> None:
    address = f"/en/contributions/{whole.waiting.public_id}/"
    assert "<dt>Answer due</dt>" in client.get(address).content.decode()
    at = whole.house.at
    hide(actor=HOUSE, contribution=whole.waiting, seen_version=1, house_rule="insult", at=at)
    for _moment in range(2):  # at once, and when the duty has lapsed
        content = client.get(address).content.decode()
        assert "<dt>Answer due</dt>" not in content
        assert "Who owes the answer" not in content
        record.advance(at=at)


def test_the_page_of_hidden_words_holds_none_of_them(whole: WholeHouse, client: Any) -> None:
    hide(
        actor=HOUSE,
        contribution=whole.waiting,
        seen_version=whole.waiting.version,
        house_rule="insult",
        at=whole.house.at,
    )
    response = client.get(f"/en/contributions/{whole.waiting.public_id}/")
    content = response.content.decode()
    assert "It insults or threatens people." in content
    assert whole.waiting.title not in content
    assert whole.waiting.body not in content


def test_a_step_not_yet_in_the_log_says_so(whole: WholeHouse, client: Any) -> None:
    fresh = whole.house.idea(title="Not yet in the log of this house")
    content = client.get(f"/en/contributions/{fresh.public_id}/").content.decode()
    assert "Its proof is being written." in content


@pytest.fixture
def followed(whole: WholeHouse) -> Iterator[list[int]]:
    """Sections of drafts tell what followed: one thing that a fact proves, one that is still ahead."""
    before, asked = outcome_sorts(), list[int]()
    published = ProvenBy("response_published", "response", whole.response.public_id)

    def steps(ids: Sequence[int]) -> list[Step]:
        asked.extend(ids)
        day = local_date(whole.house.at) + timedelta(days=1)
        return [
            Step("The lamp is lit", day, quote="It burns.", proven_by=published),
            Step("The lamp is seen", day, ahead=True),
        ]

    set_outcome_sorts(replace(sort, steps=steps if sort.name == "section" else None) for sort in before)
    yield asked
    set_outcome_sorts(before)


def test_what_followed_where_words_landed_is_told_by_the_room_of_that_text(
    whole: WholeHouse, followed: list[int]
) -> None:
    shown = page(whole, whole.idea.public_id)
    assert followed == [Landing.objects.get(response=whole.response).text.outcome_id]
    assert [(step.title, step.ahead) for step in shown.steps[-2:]] == [
        ("The lamp is lit", False),
        ("The lamp is seen", True),
    ]
    assert shown.standing.title == "The lamp is lit"
    assert shown.next_step is not None
    assert shown.next_step.title == "The lamp is seen"
    proof = shown.standing.proof
    assert proof is not None
    assert (proof.type, shown.standing.words) == ("response_published", proof.index)
    assert shown.next_step.proof is None


def test_where_words_are_only_promised_nothing_followed_yet(whole: WholeHouse, followed: list[int]) -> None:
    Landing.objects.filter(response=whole.response).update(
        landed_text=None, landed_at=None, due_date=local_date(whole.house.at)
    )
    titles = [step.title for step in page(whole, whole.idea.public_id).steps]
    assert "The lamp is lit" not in titles
    assert not followed


def test_an_unknown_id_is_not_found(whole: WholeHouse, client: Any) -> None:
    assert client.get("/en/contributions/0000000000/").status_code == 404
