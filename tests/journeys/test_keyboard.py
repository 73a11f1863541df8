"""The keyboard alone: from the first page to a receipt, the focus always visible and never trapped."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import now
from kuvend.foundation.processes.actions import set_topics
from tests.support.browser import next_page
from tests.support.house import House, both, signed_in
from tests.support.whole_house import WholeHouse

FOCUSED = """() => {
    const it = document.activeElement, style = getComputedStyle(it);
    const label = it.labels && it.labels.length ? it.labels[0].innerText : "";
    return {name: (label || it.innerText || it.getAttribute("aria-label") || "").trim(),
            visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            tag: it.tagName};
}"""
MOST_TABS = 60
# What has the focus: is any of it in sight and on top, how does it look, where does it stand in the document?
SEEN = """() => {
    const it = document.activeElement;
    if (it === document.body) return null;
    const style = getComputedStyle(it), [box] = it.getClientRects();
    const x = Math.min(Math.max(box.left + Math.min(box.width, 8) / 2, 1), innerWidth - 2);
    const y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return {name: (it.innerText || it.getAttribute("aria-label") || it.outerHTML).trim().slice(0, 60),
            place: [...document.querySelectorAll("*")].indexOf(it),
            ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            seen: top !== null && (it.contains(top) || top.contains(it))};
}"""
READ_BY_KEYBOARD = ["home", "search", "record_page", "about", "about_verify", "open_data", "plan", "contribution"]


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
    set_topics(process=house.process, topics=[("water", both("Water")), ("roads", both("Roads"))])
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
    tab_to(page, "What it is about")
    page.keyboard.press("ArrowDown")  # to the first that is offered
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
    with next_page(page):
        page.keyboard.press("Enter")
    # Not wait_for_function: what it evaluates while it polls is refused by the page's own policy.
    expect(page.locator("[role=alert]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=title]")).to_be_focused()
    assert page.locator("[name=title]").get_attribute("aria-invalid") == "true"


@pytest.mark.django_db(transaction=True)
def test_reading_pages_by_keyboard_alone(open_page: Any, live_server: Any) -> None:
    """Tab goes through a page in the order of its text, and what has the focus is seen, ringed and under nothing."""
    whole = WholeHouse()
    page = open_page(js=True, viewport={"width": 1280, "height": 600}, reduced_motion="reduce")
    wrong = {}
    with translation.override("sq"):
        for name in READ_BY_KEYBOARD:
            page.goto(reverse(name, args=[whole.idea.public_id] if name == "contribution" else []))
            before, first = -1, None
            for _ in range(MOST_TABS):
                page.keyboard.press("Tab")
                focused = page.evaluate(SEEN)
                if focused is None or focused["place"] == first:
                    break  # round once
                first = focused["place"] if first is None else first
                within = focused["place"] == before and 'type="date"' in focused["name"]  # day, month, year
                if not (focused["ring"] and focused["seen"] and (focused["place"] > before or within)):
                    wrong[name, focused["name"]] = focused
                before = focused["place"]
            assert before > 0, name
    assert not wrong, wrong


@pytest.mark.django_db(transaction=True)
def test_the_menu_of_a_phone_is_reached_and_left_by_keyboard(open_page: Any, live_server: Any) -> None:
    House(at=now())
    page = open_page(js=False)
    page.goto("/en/")
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "Home"
