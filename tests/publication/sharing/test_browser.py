"""In a real browser: a frame within a page of somebody else that allows no script; sharing with and without one."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.core.addresses import site_url
from kuvend.publication.sharing.passing_on import passed_on, short_url
from tests.support.whole_house import WholeHouse

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def whole() -> Any:
    """A house in which something can be passed on, in English."""
    with translation.override("en"):
        yield WholeHouse()


@pytest.fixture
def foreign() -> Any:
    """Return a function that puts HTML on a page of another site, which forbids scripts, and returns its address."""
    bodies: list[bytes] = []

    class Foreign(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "script-src 'none'; connect-src 'none'")
            self.end_headers()
            self.wfile.write(bodies[0])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    Thread(target=server.serve_forever, daemon=True).start()

    def put(code: str) -> str:
        head = '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>News</title>'
        bodies[:] = [f"{head}<main><h1>News</h1>{code}</main></html>".encode()]
        return f"http://127.0.0.1:{server.server_port}/"

    yield put
    server.shutdown()
    server.server_close()


def named(whole: WholeHouse) -> dict[str, str]:
    """The public id of what is shown in frames, by what it is."""
    commitment = whole.subjects()["commitment"].public_id
    ids = {"statement": whole.statement.public_id, "activity": whole.deliberation.public_id, "commitment": commitment}
    return ids


@pytest.mark.parametrize("of", ["statement", "activity", "commitment"])
def test_a_frame_shows_what_it_is_within_a_page_without_scripts(
    of: str, browser: Any, live_server: Any, foreign: Any, whole: WholeHouse
) -> None:
    shown = passed_on(named(whole)[of], whole.house.at)
    assert shown
    context, troubles = browser.new_context(), list[str]()  # held by no route: Chromium would take it for another net
    page = context.new_page()
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(foreign(shown.embed.replace(site_url(), live_server.url)))
    page.frame_locator("iframe").get_by_role("heading", name=shown.share.title).wait_for()
    frame = page.frames[1]
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("document.cookie") == ""
    assert context.storage_state() == {"cookies": [], "origins": []}
    assert not troubles
    context.close()


@pytest.mark.parametrize("name", ["share", "notice", "embed"])
def test_axe_finds_nothing_where_a_page_is_passed_on(name: str, open_page: Any, whole: WholeHouse) -> None:
    page = open_page()
    page.goto(reverse(name, args=[whole.deliberation.public_id]))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not [one["id"] for one in Axe().run(page, options=WCAG).response["violations"]]


def test_the_short_address_is_text_without_a_script_and_copied_with_one(open_page: Any, whole: WholeHouse) -> None:
    address, short = reverse("share", args=[whole.idea.public_id]), short_url(whole.idea.public_id)
    plain = open_page(js=False)
    plain.goto(address)
    assert plain.get_by_text(short, exact=True).is_visible()
    assert plain.get_by_role("button", name="Copy").count() == 0, "it would do nothing"
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == short
