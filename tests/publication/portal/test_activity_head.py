"""Who asks, until when and what is owed stand above the text: on a telephone what stands beside it comes after it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.participation.drafting.actions import SectionText, publish_draft
from tests.support.house import House, both, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("owed", "answer"),
    [(True, "to each contribution within 20 working days"), (False, "one answer to all, after closing, by ")],
)
def test_a_draft_begins_with_who_asks_until_when_and_what_is_owed(house: House, owed: bool, answer: str) -> None:
    activity = house.make_activity(
        "drafting", answers_owed=owed, closes_at=datetime(2026, 12, 21, tzinfo=UTC), answer_working_days=20
    )
    words = Localized(en="Offices open from eight to six.", sq="Zyrat hapen në tetë.")
    publish_draft(actor=HOUSE, activity=activity, sections=[SectionText("s1", "1", both("Hours"), words)], at=house.at)
    page = Client().get(f"/en/activities/{activity.public_id}/").content.decode()
    head, text, after = page.partition("1. Hours")
    head = " ".join(re.sub(r"<[^>]+>", "", head).split())
    assert text
    assert "until 21 December" in head
    assert f"Who asks, and answers: Agency, {answer}" in head
    assert answer not in after


@pytest.mark.django_db(transaction=True)
def test_a_long_name_of_the_site_leaves_the_mark_its_size(open_page: Any, settings: Any) -> None:
    name = "Qeverisja e Hapur e Republikës së Shqipërisë për Qytetarët"
    settings.SITE_NAME = {"sq": name, "en": name}
    page = open_page(js=False, viewport={"width": 360, "height": 640})
    page.goto("/sq/about/")
    mark = page.locator(".brand svg").bounding_box()
    assert (mark["width"], mark["height"]) == (32, 32)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.django_db(transaction=True)
def test_the_name_under_which_words_appear_keeps_its_distance_from_the_field_above(
    open_page: Any, live_server: Any
) -> None:
    house = House()
    idea, person = house.idea(), house.person()
    house.idea(house.actor(person), title="Open the office at six")
    cookie = signed_in(person).cookies["session"].value
    page = open_page(js=False)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": live_server.url}])
    page.goto(f"/en/contributions/{idea.public_id}/comment/")
    name = page.get_by_text("You appear as").bounding_box()
    above = page.locator("main select").last.bounding_box()
    assert name["y"] - (above["y"] + above["height"]) >= 16
