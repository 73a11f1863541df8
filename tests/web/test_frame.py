"""The frame is drawn once for a language and says the right thing on every page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kuvend.accountability.plans.models import Plan
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


@pytest.mark.django_db
def test_where_an_address_has_no_language_the_other_ones_lead_to_their_first_page() -> None:
    page = Client().get("/documents/2222222222/")
    assert page.status_code == 404
    links = re.findall(r'href="([^"]*)" lang="\w+" hreflang', page.content.decode())
    assert links == ["/en/"], "not to the missing page itself"


@pytest.mark.django_db
def test_a_stage_belongs_to_the_page_of_its_process_where_a_room_has_one(house: House) -> None:
    stage = f"/en/stages/{house.stage.public_id}/"
    assert current(stage) == [("/en/take-part/", "true")]
    Plan.objects.create(process=house.process, country="AL", from_stated="2026", to_stated="2027")
    assert current(stage) == [("/en/plan/", "true")]
