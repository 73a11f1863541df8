"""The form of a report in a real browser: a fault and "more" lose neither words nor file; axe finds nothing on it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from kuvend.accountability.plans.models import Milestone
from kuvend.foundation.people.enums import Role
from tests.accountability.plans.world import World
from tests.foundation.documents import bringing
from tests.support.browser import follow
from tests.support.house import signed_in


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.django_db(transaction=True)
def test_an_officer_reports_with_a_file_in_spite_of_a_fault(
    js: bool, albania: Any, live_server: Any, open_page: Callable[..., Any]
) -> None:
    world = World(albania)
    details = {"indicators": [{"text": {"en": "Visits"}, "target": "100"}]}
    Milestone.objects.filter(pk=world.first.pk).update(details=details)
    person = world.official(Role.INSTITUTION_OFFICER, institution=world.akshi)
    page = open_page(js=js)
    cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(f"/en/milestones/{world.first.outcome.public_id}/report/")
    if js:
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("completed").check()
    page.locator("[name=r1-value]").fill("61")
    page.locator("[name=e0-title_en]").fill("Visits by month")
    page.locator("[name=e0-event_date]").fill("2021-03-01")
    page.locator("[name=e0-file]").set_input_files({"name": "v.csv", "mimeType": "text/csv", "buffer": bringing.CSV})
    follow(page.get_by_role("button", name="Look at it before publishing"))
    assert "Say what was done" in page.locator("main").inner_text()
    follow(page.get_by_role("button", name="Add another piece of evidence"))
    assert page.locator("input[type=file]").count() == 2
    assert "v.csv (CSV" in page.locator("main").inner_text()
    page.locator("[name=text_en]").fill("All five are connected.")
    follow(page.get_by_role("button", name="Look at it before publishing"))
    if js:
        assert Axe().run(page).violations_count == 0
    follow(page.get_by_role("button", name="Publish the report"))
    text = page.locator("main").inner_text()
    for expected in ("All five are connected.", "Visits by month", "61", hashlib.sha256(bringing.CSV).hexdigest()):
        assert expected in text, expected
    assert "reported late" in text.lower()
    if js:
        assert Axe().run(page).violations_count == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
