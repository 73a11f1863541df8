"""The keyboard alone: from the first page to a receipt, the focus always visible and never trapped."""

from __future__ import annotations

from typing import Any

import pytest

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import now
from tests.support.house import House, signed_in

FOCUSED = """() => {
    const it = document.activeElement, style = getComputedStyle(it);
    const label = it.labels && it.labels.length ? it.labels[0].innerText : "";
    return {name: (label || it.innerText || it.getAttribute("aria-label") || "").trim(),
            visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            tag: it.tagName};
}"""
MOST_TABS = 60


def tab_to(page: Any, name: str) -> None:
    """Press Tab until the thing called `name` has the focus; on the way every focus must be visible."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["tag"] != "BODY":
            assert focused["visible"], focused
        if focused["name"].startswith(name):
            return
    raise AssertionError(f"{name!r} cannot be reached by Tab")


@pytest.mark.django_db(transaction=True)
def test_an_idea_is_submitted_by_keyboard_alone(open_page: Any, live_server: Any) -> None:
    house = House(at=now())
    client = signed_in(house.person())
    page = open_page(js=True, viewport={"width": 1280, "height": 800})
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "Skip to content"
    page.keyboard.press("Enter")
    tab_to(page, "Activity 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/activities/**")
    tab_to(page, "Take part")  # in the navigation
    tab_to(page, "Take part")  # in the page
    page.keyboard.press("Enter")
    page.wait_for_url("**/ideas/new/")
    tab_to(page, "Your idea in one sentence")
    page.keyboard.type("Light the road to the school")
    tab_to(page, "What should change, and why")
    page.keyboard.type("Children walk it in the dark from November to February.")
    tab_to(page, "Submit the idea")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/")
    assert Contribution.objects.get().title == "Light the road to the school"


@pytest.mark.django_db(transaction=True)
def test_errors_take_the_focus_and_lead_to_their_field(open_page: Any, live_server: Any) -> None:
    house = House(at=now())
    client = signed_in(house.person())
    page = open_page(js=True)
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(f"/en/activities/{house.activity.public_id}/ideas/new/")
    tab_to(page, "Submit the idea")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('name')") == "title"
    assert page.locator("[name=title]").get_attribute("aria-invalid") == "true"
