"""A duty passed on: with a reason and a letter, back within the hour, handed back once, never in a circle."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kuvend.foundation.contributions.versions import WordsChanged
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import draft_response, hand_back, pass_on, take_back
from kuvend.foundation.responses.models import Duty
from kuvend.publication.trail.queries import contribution_page
from tests.support.house import PASSED_ON, House

BACK = Localized(sq="Kjo nuk është puna jonë, shihni ligjin.", en="This is not our work, see the law on it.")


@pytest.fixture
def ours(house: House) -> Actor:
    return house.actor(house.official(Role.INSTITUTION_OFFICER))


@pytest.fixture
def theirs(house: House) -> Actor:
    return house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))


def owes() -> Institution:
    return Duty.objects.select_related("institution").get().institution


def test_the_author_reads_the_reason_in_a_letter_and_finds_the_step(house: House, ours: Actor) -> None:
    idea = house.idea(house.actor(house.person(language="en")))
    record.advance(at=house.at)
    pass_on(actor=ours, contribution=idea, to=house.other, reason=PASSED_ON, at=house.at)
    record.advance(at=house.at)
    letter = Mail.objects.order_by("-pk").first()
    assert letter and letter.subject == "Ministry answers you now"
    assert "This lies in the hands of another office." in letter.body
    page = contribution_page(idea.public_id, at=house.at)
    assert page and any(step.proof and step.proof.type == "duty_passed_on" for step in page.steps)


TOO_LITTLE = [Localized(), Localized(en="Too short."), Localized(sq="Jo", en="No")]


@pytest.mark.parametrize("reason", TOO_LITTLE)
def test_a_reason_is_a_sentence_in_one_language_at_least(house: House, ours: Actor, reason: Localized) -> None:
    idea = house.idea()
    record.advance(at=house.at)
    with pytest.raises(NotAllowed):
        pass_on(actor=ours, contribution=idea, to=house.other, reason=reason, at=house.at)
    assert owes() == house.owner
    pass_on(actor=ours, contribution=idea, to=house.other, reason=Localized(en="It belongs to them."), at=house.at)
    assert owes() == house.other


def test_words_that_changed_since_they_were_read_are_not_passed_on(house: House, ours: Actor) -> None:
    idea = house.idea()
    record.advance(at=house.at)
    moved = {"actor": ours, "contribution": idea, "to": house.other, "reason": PASSED_ON, "at": house.at}
    with pytest.raises(WordsChanged):
        pass_on(**moved, seen_version=2)
    assert owes() == house.owner
    pass_on(**moved, seen_version=1)
    assert owes() == house.other


def test_it_is_taken_back_within_the_hour_while_nobody_has_begun(house: House, ours: Actor, theirs: Actor) -> None:
    idea = house.idea()
    record.advance(at=house.at)
    pass_on(actor=ours, contribution=idea, to=house.other, reason=PASSED_ON, at=house.at)
    with pytest.raises(NotAllowed, match="an hour"):
        take_back(actor=ours, contribution=idea, at=house.at + timedelta(minutes=61))
    with pytest.raises(NotAllowed):
        take_back(actor=theirs, contribution=idea, at=house.at)
    take_back(actor=ours, contribution=idea, at=house.at + timedelta(minutes=30))
    assert owes() == house.owner
    pass_on(actor=ours, contribution=idea, to=house.other, reason=PASSED_ON, at=house.at)
    draft_response(actor=theirs, process=house.process, institution=house.other, contribution_ids=[idea.pk])
    with pytest.raises(NotAllowed, match="has begun"):
        take_back(actor=ours, contribution=idea, at=house.at)


def test_it_is_handed_back_once_and_never_goes_round(house: House, ours: Actor, theirs: Actor) -> None:
    idea = house.idea()
    record.advance(at=house.at)
    with pytest.raises(NotAllowed, match="Nobody passed it on"):
        hand_back(actor=ours, contribution=idea, reason=BACK, at=house.at)
    pass_on(actor=ours, contribution=idea, to=house.other, reason=PASSED_ON, at=house.at)
    with pytest.raises(NotAllowed, match="has had it already"):
        pass_on(actor=theirs, contribution=idea, to=house.owner, reason=PASSED_ON, at=house.at)
    hand_back(actor=theirs, contribution=idea, reason=BACK, at=house.at)
    assert owes() == house.owner
    with pytest.raises(NotAllowed, match="has had it already"):
        pass_on(actor=ours, contribution=idea, to=house.other, reason=PASSED_ON, at=house.at)
    with pytest.raises(NotAllowed, match="handed back once"):
        hand_back(actor=ours, contribution=idea, reason=BACK, at=house.at)


def test_what_is_in_a_draft_is_not_passed_on(house: House, ours: Actor) -> None:
    idea = house.idea()
    record.advance(at=house.at)
    draft_response(actor=ours, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    with pytest.raises(NotAllowed, match="in a draft"):
        pass_on(actor=ours, contribution=idea, to=house.other, reason=PASSED_ON, at=house.at)
