"""Pages that follow and filters say so in their titles: two tabs of one list are told apart (WCAG 2.4.2)."""

from __future__ import annotations

import re

from django.test import Client

from kuvend.foundation.record import actions as record
from tests.support.house import House, signed_in


def title(address: str) -> str:
    found = re.search(r"<title>(.*?)</title>", Client().get(address).content.decode(), re.DOTALL)
    assert found
    return found[1]


def test_each_page_of_a_list_and_each_filter_has_a_title_of_its_own(house: House) -> None:
    for number in range(3):
        house.idea(title=f"Idea number {number}")
    record.advance(at=house.at)
    process, owner = house.process.public_id, house.owner.public_id
    addresses = [
        "/en/record/", "/en/record/?before=2", "/en/record/?before=1",
        "/en/contributions/", "/en/contributions/?after=x",
        f"/en/contributions/?institution={owner}", f"/en/contributions/?process={process}",
        "/en/contributions/?show=overdue", "/en/calendar/", f"/en/calendar/?process={process}", "/en/changes/",
        f"/en/changes/?process={process}",
    ]  # fmt: skip
    titles = [title(address) for address in addresses]
    assert len(set(titles)) == len(addresses), titles


def test_links_with_the_same_words_are_told_apart(house: House) -> None:
    house.idea(title="One")
    house.idea(title="Another")
    record.advance(at=house.at)
    links = re.findall(r"<a href=\"([^\"]+)\"[^>]*>(.*?)</a>", Client().get("/en/record/").content.decode())
    told = {}
    for href, words in links:
        if "/contributions/" in href or "/record/" in href:
            told.setdefault(words, set()).add(href)
    assert len(told) > 4
    assert not {words: hrefs for words, hrefs in told.items() if len(hrefs) > 1}


def test_a_receipt_and_a_last_day_say_whose_time_it_is(house: House) -> None:
    person = house.person()
    idea = house.idea(house.actor(person))
    receipt = signed_in(person).get(f"/en/contributions/{idea.public_id}/receipt/").content.decode()
    assert "Times are those of Europe/Tirane." in receipt
    house.make_activity("ideas")
    page = Client().get(f"/en/activities/{house.activity.public_id}/").content.decode()
    assert ("The last day ends at midnight in the time of Europe/Tirane." in page) == ("Take part</a>" in page)
