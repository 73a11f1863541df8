"""The record's proof, checked by the reader's own browser."""

from __future__ import annotations

from typing import Any

import pytest

from kuvend.foundation.core.clock import now
from kuvend.foundation.record import actions as record
from tests.support.house import House


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
        assert "contribution_received" in page.locator("#verified").inner_text()
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
def test_without_javascript_the_page_says_what_to_do(open_page: Any, live_server: Any) -> None:
    house = House(at=now())
    house.idea()
    record.advance(at=house.at)
    page = open_page(js=False)
    page.goto("/en/about/verify/")
    assert "This needs JavaScript" in page.locator("main").inner_text()
    assert not page.get_by_role("button", name="Check it").is_visible()
