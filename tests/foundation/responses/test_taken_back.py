"""What a correction takes back is not erased: everybody reads what was promised, until when, and why it ended."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.openings import openings_of
from kuvend.foundation.responses.actions import (
    LandingPlace,
    NotWhole,
    agree_to_landing,
    correct_response,
    refuse_landing,
)
from kuvend.foundation.responses.models import Landing, Response
from kuvend.foundation.responses.queries import landed, promised, proposed_to
from kuvend.publication.opendata.datasets.answers import LANDINGS
from tests.foundation.responses.test_correcting import NOON, NOTE, TEN, correct, day, promise, steps
from tests.foundation.responses.test_landing import OLD, REASON, answer, change, text_of
from tests.support.house import House, both

STRUCK = "<s>“They close at noon.”</s>"
WHY = both("The hours are set by law, not by us.")


def pages(house: House, response: Response) -> dict[str, str]:
    """The public pages of an answer and of the words that it answers."""
    shown = {"response": response.public_id, "contribution": house.activity.contributions.get().public_id}
    with translation.override("en"):
        addresses = {name: reverse(name, args=[public_id]) for name, public_id in shown.items()}
    return {name: Client().get(address).content.decode() for name, address in addresses.items()}


def theirs(house: House) -> Actor:
    return house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))


def seals(type_: str) -> list[dict[str, Any]]:
    facts = [decode_leaf(bytes(fact.leaf), index=fact.index) for fact in Fact.objects.filter(type=type_).order_by("pk")]
    return [openings_of(fact)["openings"][0] for fact in facts]


def test_a_promise_that_is_taken_back_stays_to_be_read_with_its_day_and_the_reason(house: House) -> None:
    landing = promise(house, text_of(house))
    correct(house, landing.response, verdict="not_accepted", days=40)
    correct_response(
        actor=HOUSE, response=landing.response, seen_version=2, verdict="accepted", reason=REASON, places=[],
        note=both("It is looked at once more."), nowhere=both("It will be looked at in the next plan."),
        at=house.at + timedelta(days=50),
    )  # fmt: skip
    shown = pages(house, landing.response)
    assert STRUCK in shown["response"]
    assert "<s>They close at noon.</s>" in shown["contribution"]
    for page in shown.values():
        assert "No longer promised since 3 January 2027." in page
        assert "The change was due by 24 December 2026." in page
        assert NOTE["en"] in page
    assert [tuple(one) for one in LANDINGS.rows(house.at.date()).values_list("told")] == [("taken_back",)]
    assert not promised().exists()


def test_a_proposal_that_is_taken_back_is_no_longer_asked_of_the_other_institution(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house, house.other), NOON, due_date=day(house, 30)))
    assert proposed_to([house.other.pk]).count() == 1
    correct(house, landing.response, verdict="out_of_scope")
    assert not proposed_to([house.other.pk]).exists()
    assert "No longer proposed since 25 November 2026." in pages(house, landing.response)["response"]


def test_words_that_landed_and_are_taken_back_are_counted_nowhere_and_said_to_be(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    change(house, outcome, OLD.replace("noon", "six"), days=2)
    assert landed().count() == 1
    correct(house, landing.response, verdict="not_accepted", days=3)
    assert not landed().exists()
    assert Outcome.objects.get().landing_count == 0
    change(house, outcome, OLD.replace("noon", "seven"), days=4)
    assert not landed().exists(), "no later version makes it land"
    for page in pages(house, landing.response).values():
        assert "No longer said to have landed since 27 November 2026." in page


def test_what_was_refused_stays_on_both_pages_with_its_reason(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house, house.other), NOON, due_date=day(house, 30)))
    refuse_landing(actor=theirs(house), landing=landing, seen_version=1, seen_text=1, reason=WHY, at=house.at)
    correct(house, landing.response, verdict="not_accepted")
    for page in pages(house, landing.response).values():
        assert WHY["en"] in page
    assert Landing.objects.get().standing == "refused"


def test_accepted_with_a_refused_place_alone_is_not_whole(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house, house.other), NOON, due_date=day(house, 30)))
    refuse_landing(actor=theirs(house), landing=landing, seen_version=1, seen_text=1, reason=WHY, at=house.at)
    with pytest.raises(NotWhole) as error:
        correct_response(
            actor=HOUSE, response=landing.response, seen_version=1, verdict="accepted", reason=REASON, note=NOTE,
            at=house.at,
        )  # fmt: skip
    assert set(error.value.lacks) == {"landings"}
    correct_response(
        actor=HOUSE, response=landing.response, seen_version=1, verdict="accepted", reason=REASON, note=NOTE,
        at=house.at, nowhere=both("The ministry does not change its hours."),
    )  # fmt: skip


def test_each_change_that_was_taken_back_has_its_own_proof(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    for number, days in enumerate((40, 50, 60), start=1):
        passage = NOON if number % 2 else TEN
        correct(house, landing.response, LandingPlace(outcome, passage, due_date=day(house, days)), days=number)
    ended = [step for step in steps(house, 3) if step.title == "The change was taken back"]
    facts = Fact.objects.filter(type="landing_taken_back").order_by("pk")
    assert [step.proof and step.proof.index for step in ended] == [fact.index for fact in facts]
    assert [step.quote for step in ended] == [NOON, NOON, TEN]
    assert [step.on for step in ended] == [house.at + timedelta(days=number) for number in (1, 2, 3)]
    assert Landing.objects.filter(taken_back_at=None).count() == 1


def test_the_sentences_of_a_promise_are_sealed_and_open_for_everyone(house: House) -> None:
    promise(house, text_of(house))
    (seal,) = seals("landing_promised")
    assert (seal["field"], json.loads(seal["text"])) == ("passage", {"passage": NOON})
    assert Landing.objects.get().passage_digest == seal["digest"]


def test_a_proposal_that_is_agreed_to_keeps_its_seal(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house, house.other), NOON, due_date=day(house, 30)))
    agree_to_landing(actor=theirs(house), landing=landing, seen_version=1, seen_text=1, at=house.at)
    record.advance(at=house.at)
    proposal, agreed = seals("landing_proposed"), seals("landing_promised")
    assert [seal["digest"] for seal in proposal] == [seal["digest"] for seal in agreed]
    assert json.loads(proposal[0]["text"]) == {"passage": NOON}
    assert Localized(json.loads(agreed[0]["text"])["passage"]) == NOON
