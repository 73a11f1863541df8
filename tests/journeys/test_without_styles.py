"""Pages whose stylesheet did not come: no drawing fills the screen, and no two links stick together."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests.support.browser import PHONE
from tests.support.walking import Visitors, WalkedHouse, every_page

WIDEST = 64  # px, of a drawing that is no figure
# A mark or a key may be small; a chart is as wide as its column and as high as it says.
TOO_LARGE = """most => [...document.querySelectorAll("svg")].filter(it => !it.closest("figure, svg svg"))
    .map(it => it.getBoundingClientRect())
    .filter(box => box.width > most && box.height > most).map(box => `${box.width} x ${box.height}`)"""
STUCK = """() => [...document.querySelectorAll("nav a + a, nav li + li, header a + a, .langs a")].filter(it => {
    const before = it.previousSibling;
    if (!before) return false;
    const apart = getComputedStyle(it).display !== "inline" || /\\s$/.test(before.textContent);
    return !apart;
}).map(it => it.innerText)"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_page_without_its_stylesheet_is_filled_by_a_drawing_or_runs_words_together(
    open_page: Any, live_server: Any
) -> None:
    whole = WalkedHouse()
    with translation.override("sq"):
        visitors = Visitors(whole, open_page, live_server.url)
        found: dict[str, Any] = {}
        for name, address in every_page(whole):
            page = visitors.open(address)
            page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach(it => it.remove())")
            wrong = page.evaluate(TOO_LARGE, WIDEST), page.evaluate(STUCK)
            if any(wrong):
                found[name] = wrong
            page.set_viewport_size(PHONE)
    assert not found, found
