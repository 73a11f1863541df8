"""Every page in a real browser, in both languages, on the narrowest phone: axe, reflow, weight, no outside host."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.people.enums import Role
from tests.support.house import signed_in
from tests.support.routes import all_patterns
from tests.support.whole_house import WholeHouse

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LIGHTEST = {"home", "activity", "contribution", "contributions", "take_part"}  # 60 KB in 6 requests; others 100 in 8
LIBRARY_PAGES = [
    "account_request_login_code",
    "account_login",
    "account_logout",
    "account_reset_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_email",
    "account_set_password",
]


def own_pages(whole: WholeHouse) -> list[tuple[str, str]]:
    """Name and address of every page of ours that shows HTML."""
    skipped = {"record_checkpoint", "record_tile", "record_entry", "record_proof", "record_key", "record_verifier"}
    found = []
    for pattern in all_patterns():
        name = pattern.name or ""
        if not name or name in skipped or name.startswith(("account_", "mfa_", "social", "data_")):
            continue
        if pattern.callback.access != "loopback":
            found.append((name, reverse(name, kwargs=whole.arguments(pattern))))
    return sorted(found)


class Visitors:
    """Browser pages of people who, together, may see everything."""

    def __init__(self, whole: WholeHouse, open_page: Any, url: str) -> None:
        house = whole.house
        officials = [house.official(role, scope=house.site) for role in Role.values]
        self.clients = [None, *map(signed_in, [whole.author, whole.other_author, *officials])]
        self.pages = []
        for client in self.clients:
            page = open_page(js=True)
            if client is not None:
                cookie = {"name": "session", "value": client.cookies["session"].value, "url": url}
                page.context.add_cookies([cookie])
            self.pages.append(page)

    def open(self, address: str) -> Any:
        """A browser page on which `address` is open, of the first visitor who may see it."""
        for page in self.pages:
            response = page.goto(address)
            if response is not None and response.status == 200 and page.url.endswith(address):
                return page
        raise AssertionError(f"nobody may see {address}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["sq", "en"])
def test_axe_finds_nothing_on_any_page(language: str, open_page: Any, live_server: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    whole, axe = WholeHouse(), Axe()
    with translation.override(language):
        visitors = Visitors(whole, open_page, live_server.url)
        addresses = own_pages(whole) + [(name, reverse(name)) for name in LIBRARY_PAGES]
        found: dict[str, Any] = {}
        for name, address in addresses:
            page = visitors.open(address)
            violations = axe.run(page, options=WCAG).response["violations"]
            if violations:
                found[name] = [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in violations]
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                found[f"{name} reflow"] = width
            if page.locator("html").get_attribute("lang") != language:
                found[f"{name} language"] = page.locator("html").get_attribute("lang")
    assert not found, found


@pytest.mark.django_db(transaction=True)
def test_a_first_visit_is_light(open_page: Any, live_server: Any) -> None:
    whole = WholeHouse()
    heavy = {}
    with translation.override("sq"):
        for pattern in all_patterns():
            if not pattern.name or pattern.callback.access != "public" or pattern.name.startswith(("record_", "data_")):
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
