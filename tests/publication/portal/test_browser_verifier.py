"""The record's proof, checked by the reader's own browser."""

from __future__ import annotations

from typing import Any

import pytest

from kuvend.foundation.core.clock import now
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from tests.support.house import House
from tests.support.whole_house import WholeHouse


@pytest.mark.django_db(transaction=True)
def test_a_browser_checks_an_entry_and_is_not_fooled(open_page: Any, live_server: Any) -> None:
    house = House(at=now())
    for number in range(11):
        house.idea(title=f"Idea number {number}")
    record.advance(at=house.at)
    page = open_page(js=True)
    page.goto("/en/about/verify/")
    for index in (0, 4, 10):
        page.get_by_label("Number of the entry").fill(str(index))
        page.get_by_role("button", name="Check it").click()
        page.locator("#verified.ok").wait_for()
        said = page.locator("#verified").inner_text()
        assert "among 11 signed ones" in said
        assert str(house.at.year) in said
        assert page.locator("#verified a").get_attribute("href") == f"/en/record/{index}/"
        page.evaluate("document.getElementById('verified').className = ''")
    page.get_by_label("Number of the entry").fill("11")
    page.get_by_role("button", name="Check it").click()
    page.get_by_text("There is no such entry").wait_for()
    key = page.get_by_label("Public key").input_value()
    page.get_by_label("Number of the entry").fill("4")
    swapped = key[:-2] + ("A" if key[-2] != "A" else "B") + key[-1]
    page.get_by_label("Public key").fill(swapped)
    page.get_by_role("button", name="Check it").click()
    page.locator("#verified.stop").wait_for()


@pytest.mark.django_db(transaction=True)
def test_a_forged_entry_does_not_hold(open_page: Any, live_server: Any) -> None:
    house = House(at=now())
    for number in range(5):
        house.idea(title=f"Idea number {number}")
    record.advance(at=house.at)
    page = open_page(js=True)

    def forge(route: Any) -> None:
        answer = route.fetch()
        lines = answer.text().split("\n")
        lines[1] = lines[1].replace("A", "B", 1) if "A" in lines[1][6:40] else lines[1][:8] + "x" + lines[1][9:]
        route.fulfill(response=answer, body="\n".join(lines))

    page.goto("/en/about/verify/")
    page.route("**/record/proof/*", forge)
    page.get_by_label("Number of the entry").fill("2")
    page.get_by_role("button", name="Check it").click()
    page.locator("#verified.stop").wait_for()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("language", "holds", "opened"), [("en", "It holds", "very ones"), ("sq", "U verifikua", "pikërisht ato")]
)
def test_the_page_of_an_entry_checks_itself_and_the_very_words(
    open_page: Any, live_server: Any, language: str, holds: str, opened: str
) -> None:
    whole = WholeHouse()
    index = Fact.objects.get(type="response_published").index
    page = open_page(js=True)
    page.goto(f"/{language}/contributions/{whole.idea.public_id}/")
    page.locator(f"a[href$='/record/{index}/#words']").click()
    page.locator("#verified.ok").wait_for()
    said = page.locator("#verified").inner_text()
    assert holds in said
    assert opened in said
    assert "response_published" not in page.locator("h1").inner_text()

    def flip(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("Offices will open", "Offices will Open"))

    page.route(f"**/{language}/record/{index}/", flip)
    page.goto(f"/{language}/record/{index}/")
    page.locator("#verified.stop").wait_for()
    assert holds not in page.locator("#verified").inner_text()


@pytest.mark.django_db(transaction=True)
def test_without_javascript_the_page_of_an_entry_says_what_to_do(open_page: Any, live_server: Any) -> None:
    house = House(at=now())
    house.idea()
    record.advance(at=house.at)
    page = open_page(js=False)
    page.goto("/en/record/0/")
    words = page.locator("main").inner_text()
    assert "Without JavaScript your browser cannot compute it." in words
    assert "kuvend_verify.py proof 0.tlog-proof" in words
    assert "A contribution was received" in words


@pytest.mark.django_db(transaction=True)
def test_without_javascript_the_page_says_the_page_says_what_to_do(open_page: Any, live_server: Any) -> None:
    house = House(at=now())
    house.idea()
    record.advance(at=house.at)
    page = open_page(js=False)
    page.goto("/en/about/verify/")
    assert "This needs JavaScript" in page.locator("main").inner_text()
    assert not page.get_by_role("button", name="Check it").is_visible()
