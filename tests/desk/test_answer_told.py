"""The letter of an answer and the page of the words say what the preview said: sentences, day, whose text it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.desk.queries.answer import chosen_of
from kuvend.desk.queries.preview import preview_of
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.actions import advance
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.foundation.responses.models import Response
from tests.support.house import House, both

REASON = both("We looked at the queues of two years, and the office will open from eight to six.")
Bring = Callable[..., list[Contribution]]


def answer(house: House, idea: Contribution, *, text: Outcome | None, nowhere: str = "") -> Response:
    draft = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    due, said = (house.at + timedelta(days=30)).date(), Localized(en="Open at **ten** sharp.")
    places = [LandingPlace(text, said, due_date=due)] if text else []
    return keep_draft(
        actor=HOUSE, response=draft, verdict="accepted", reason=REASON, nowhere=Localized(en=nowhere) if nowhere else
        Localized(), landings=places,
    )  # fmt: skip


def told(house: House, idea: Contribution, draft: Response) -> tuple[list[str], str, str]:
    """What the preview says of a draft in English, then its letter and the page once it is published."""
    Person.objects.update(language="en")
    (english,) = [
        one for one in preview_of(draft, chosen_of(draft), today=house.at.date()).readings if one.language == "en"
    ]
    said = [part for place in english.landings for part in (place.passage, *place.notes)] or [english.nowhere]
    publish_response(actor=HOUSE, response=draft, at=house.at)
    advance(at=house.at)
    letter = Mail.objects.get(subject="Agency answered you").body
    return said, letter, Client().get(f"/en/contributions/{idea.public_id}/").content.decode()


@pytest.fixture
def text(house: House) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind="commitment", key="c1", number="4", title=both("Hours"), scope=house.scope,
        institution=house.owner,
    )  # fmt: skip
    at = house.at - timedelta(days=9)
    publish_text(actor=HOUSE, outcome=made, title=made.title, body=both("Open at **ten** sharp."), at=at)
    return made


@pytest.mark.parametrize("proposed", [True, False])
def test_sentences_day_and_whose_text_it_is_are_the_same_everywhere(
    house: House, bring: Bring, text: Outcome, proposed: bool
) -> None:
    (idea,) = bring(1)
    if proposed:
        Outcome.objects.update(institution=house.other)
    text.refresh_from_db()
    with translation.override("en"):
        said, letter, page = told(house, idea, answer(house, idea, text=text))
    asked = ["It is the text of Ministry, which has to agree."] if proposed else []
    assert said == ["Open at ten sharp.", *asked, "The text is to change by 24 December 2026."]
    for sentence in said:
        assert sentence in letter
        assert sentence in page
    assert "*" not in letter


def test_why_it_is_nowhere_yet_is_in_the_letter(house: House, bring: Bring) -> None:
    (idea,) = bring(1)
    with translation.override("en"):
        said, letter, _page = told(house, idea, answer(house, idea, text=None, nowhere="The text comes in spring."))
    assert said == ["The text comes in spring."]
    assert said[0] in letter
