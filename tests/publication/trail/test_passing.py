"""Why an answer went to another institution, and why it came back, is read where its seal can be checked."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record.actions import advance
from kuvend.foundation.responses.actions import hand_back, pass_on
from kuvend.publication.trail.queries import contribution_page
from tests.support.house import House

WHY = Localized(sq="Kjo i takon ministrisë, jo neve.", en="This belongs to the ministry, not to us.")
BACK = Localized(sq="Kjo nuk është puna jonë, ligji e thotë.", en="The law says that this is not ours.")


def test_the_reasons_of_passing_on_and_handing_back_stand_at_their_steps(house: House) -> None:
    idea = house.idea()
    advance(at=house.at)
    pass_on(actor=HOUSE, contribution=idea, to=house.other, reason=WHY, at=house.at)
    hand_back(actor=HOUSE, contribution=idea, reason=BACK, at=house.at + timedelta(days=1))
    advance(at=house.at + timedelta(days=1))
    page = contribution_page(idea.public_id, at=house.at + timedelta(days=1))
    assert page
    said = [(step.quote, step.quoted) for step in page.steps if step.quote]
    assert said == [(WHY, house.owner.name), (BACK, house.other.name)]
    shown = Client().get(f"/en/contributions/{idea.public_id}/").content.decode()
    assert WHY["en"] in shown
    assert BACK["en"] in shown


def test_a_way_without_a_passing_quotes_nothing_of_it(house: House) -> None:
    idea = house.idea()
    advance(at=house.at)
    page = contribution_page(idea.public_id, at=house.at)
    assert page
    assert [step.quote for step in page.steps if step.quote] == []
