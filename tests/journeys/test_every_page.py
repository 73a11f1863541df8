"""Every page in a real browser: axe, three widths, text of double size, paper, the dark, weight, no outside host."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from tests.support.browser import PHONE
from tests.support.routes import all_patterns
from tests.support.walking import (
    NO_PAGE,
    Visitors,
    WalkedHouse,
    every_page,
    look_at_print,
    look_at_text,
    look_at_widths,
    look_from_the_right,
)

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"]}
LIGHTEST = {"home", "activity", "contribution", "contributions", "take_part"}  # 60 KB in 6 requests; others 100 in 8


def violations(axe: Any, page: Any, options: dict[str, Any]) -> list[Any]:
    """What axe finds: the rule and where."""
    found = axe.run(page, options=options).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_page_is_accessible_and_fits(language: str, open_page: Any, live_server: Any) -> None:
    """Axe on the narrowest phone; then, without loading again: three widths, wide spacing, double size, paper."""
    from axe_playwright_python.sync_playwright import Axe

    whole, axe = WalkedHouse(), Axe()
    with translation.override(language):
        visitors = Visitors(whole, open_page, live_server.url)
        found: dict[str, Any] = {}
        for name, address in every_page(whole):
            page = visitors.open(address)
            seen: dict[str, Any] = {"axe": wrong} if (wrong := violations(axe, page, WCAG)) else {}
            if page.locator("html").get_attribute("lang") != language:
                seen["language"] = page.locator("html").get_attribute("lang")
            seen |= look_at_widths(page) | look_at_text(page) | look_at_print(page)
            if seen:
                found[name] = seen
            page.set_viewport_size(PHONE)
    assert not found, found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_can_be_read_in_the_dark_and_from_the_right(open_page: Any, live_server: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    whole, axe = WalkedHouse(), Axe()
    with translation.override("sq"):
        visitors = Visitors(whole, open_page, live_server.url, color_scheme="dark")
        found: dict[str, Any] = {}
        for name, address in every_page(whole):
            page = visitors.open(address)
            seen: dict[str, Any] = {"axe": wrong} if (wrong := violations(axe, page, CONTRAST)) else {}
            seen |= look_from_the_right(page)
            if seen:
                found[name] = seen
            page.set_viewport_size(PHONE)
    assert not found, found


@pytest.mark.django_db(transaction=True)
def test_what_a_colour_says_is_seen_in_forced_colours(open_page: Any, live_server: Any) -> None:
    """With the colours of the reader: the way behind is filled, tags and buttons have an edge, the focus shows."""
    whole = WalkedHouse()
    page = open_page(js=True, forced_colors="active")
    page.goto(reverse("contribution", args=[whole.idea.public_id]))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    dots = page.evaluate(
        "[...document.querySelectorAll('.thread > li:not(.ahead)')]"
        ".map(it => getComputedStyle(it, '::after').backgroundColor)"
    )
    assert dots
    assert ground not in dots
    for edged in (".tag", ".button"):
        style = page.locator(f"main {edged}").first.evaluate(
            "it => [getComputedStyle(it).borderTopWidth, getComputedStyle(it).borderTopColor]"
        )
        assert style[0] != "0px"
        assert style[1] != ground
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.django_db(transaction=True)
def test_a_first_visit_is_light(open_page: Any, live_server: Any) -> None:
    whole = WalkedHouse()
    heavy = {}
    with translation.override("sq"):
        for pattern in all_patterns():
            shown = pattern.name and pattern.name not in NO_PAGE and not pattern.name.startswith("data_")
            if not shown or pattern.callback.access != "public":
                continue
            page = open_page(js=True)
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            sizes: list[float] = []
            network.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            page.goto(reverse(pattern.name, kwargs=whole.arguments(pattern)), wait_until="networkidle")
            kilobytes, requests = (60, 6) if pattern.name in LIGHTEST else (100, 8)
            if sum(sizes) > kilobytes * 1024 or len(sizes) > requests:
                heavy[pattern.name] = (sum(sizes), len(sizes))
            page.context.close()
    assert not heavy, heavy
