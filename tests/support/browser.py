"""A real Chromium through Playwright. No page may ask anything of another host.

A click waits only until the next page begins, a key or an event that a test sends does not wait at all. What is then
looked at, or sent, without waiting (`evaluate`, `keyboard`, `count`, axe) needs `next_page` or `follow` before it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# --no-sandbox: root only; the others stop look-ups on a closed network.
ARGUMENTS = [
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000.0  # milliseconds until what does not come is given up; no measure of anything
PHONE = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that drives the browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once per run; in CI it may not be absent."""
    if not Path(CHROMIUM).exists():
        missing = f"no Chromium at {CHROMIUM}: install it (apt-get install chromium) or set CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a fresh page: `open_page(js=True, **context_options)`.

    At the end the test fails if any page asked another host than the live server for anything.
    """
    contexts = []
    outside: list[str] = []

    def guard(route: Any) -> None:
        if route.request.url.startswith((live_server.url, "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def open_one(*, js: bool = True, **options: Any) -> Any:
        settings = {"locale": "en-GB", "viewport": PHONE, "base_url": live_server.url} | options
        context = browser.new_context(java_script_enabled=js, **settings)
        context.set_default_timeout(PATIENCE)
        context.route("**/*", guard)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not outside, outside


@contextmanager
def next_page(page: Any) -> Iterator[None]:
    """Do in the block what leads to another page, then wait until it is loaded whole: its scripts listen."""
    with page.expect_navigation(wait_until="load"):
        yield


def follow(target: Any) -> None:
    """Click a link or a button that leads to another page, and wait until it is loaded whole."""
    with next_page(target.page):
        target.click()


# A script that sends a form hears of it before it goes on; a key is answered only after the page has handled it.
HOLD_FORMS = """() => {
    const held = { count: 0, hold: (event) => { event.preventDefault(); held.count += 1; } };
    addEventListener("submit", held.hold, true);
    return held;
}"""
COUNT_HELD = "held => { removeEventListener('submit', held.hold, true); return held.count; }"


@contextmanager
def no_form_sent(page: Any) -> Iterator[None]:
    """Do in the block what must send no form of the page that is open; the form is held back, and the test fails."""
    held = page.evaluate_handle(HOLD_FORMS)
    yield
    assert held.evaluate(COUNT_HELD) == 0


@pytest.fixture(params=["js", "nojs"])
def page(request: pytest.FixtureRequest, open_page: Callable[..., Any]) -> Any:
    """A page 320 px wide, once with JavaScript and once without."""
    return open_page(js=request.param == "js")
