"""The frame is drawn once for a language and says the right thing on every page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from kuvend.web.templatetags import frame
from tests.support.house import House

MAIN = re.compile(r'<nav aria-label="[^"]+"><ul role="list">(.*?)</ul>', re.DOTALL)
CURRENT = re.compile(r'href="([^"]+)" aria-current="(\w+)"')


def current(path: str) -> list[tuple[str, str]]:
    """Which link of the navigation is marked on a page, and how."""
    found = MAIN.search(Client().get(path).content.decode())
    assert found
    return CURRENT.findall(found[1])


@pytest.mark.django_db
def test_the_open_page_is_marked_and_no_other_keeps_the_mark(house: House) -> None:
    activity = f"/en/activities/{house.activity.public_id}/"
    for _again in range(2):
        assert current("/en/") == [("/en/", "page")]
        assert current("/sq/take-part/") == [("/sq/take-part/", "page")]
        assert current("/en/take-part/") == [("/en/take-part/", "page")]
        assert current(activity) == [("/en/take-part/", "true")]
        assert current("/en/search/") == []


@pytest.mark.django_db
def test_each_language_has_its_own_words_and_leads_to_the_same_page_in_the_other() -> None:
    for _again in range(2):
        english = Client().get("/en/search/?q=hours").content.decode()
        albanian = Client().get("/sq/search/?q=hours").content.decode()
        assert "Participation rules" in english
        assert "Participation rules" not in albanian
        assert 'href="/sq/search/?q=hours" lang="sq"' in english
        assert 'href="/en/search/?q=hours" lang="en"' in albanian
        assert 'href="/en/open-data/' in english
        assert 'href="/en/open-data/' not in albanian


def test_a_page_of_a_room_that_was_taken_out_is_not_named(settings: Any) -> None:
    settings.NAVIGATION = [("home", "Home"), ("page_of_no_room", "Lamps")]
    frame._navigation.cache_clear()
    try:
        drawn = frame._navigation("", "", "en")
    finally:
        frame._navigation.cache_clear()
    assert "Home" in drawn
    assert "Lamps" not in drawn
