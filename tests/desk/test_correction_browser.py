"""A promise is published and its day corrected on a phone, without JavaScript: what is seen at the desk and outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.models import Response
from tests.desk.test_browser import enter
from tests.desk.test_correction import REASON, text_of
from tests.support.browser import follow
from tests.support.house import House

PHONE = {"width": 360, "height": 740}


def publish_a_promise(page: Any, hours: Outcome, day: str) -> None:
    """Answer all that waits, with a sentence of a text that changes by a day."""
    page.goto("/en/desk/")
    page.locator("input[name=all]").check()
    follow(page.locator("form#chosen button:not([formaction])"))
    page.locator("input[value=accepted]").check()
    page.locator("#id_reason_en").fill(REASON)
    page.locator("#id_place_0").select_option(hours.public_id)
    follow(page.locator("#place-0 button"))
    page.get_by_label("They close at noon.").last.check()
    page.locator("#id_due_0").fill(day)
    follow(page.locator("button[value=publish]"))
    assert "1 contribution has this answer" in page.inner_text("h1")


@pytest.mark.django_db(transaction=True)
def test_the_day_of_a_promise_is_corrected_and_the_way_and_the_letter_tell_both(
    house: House, bring: Callable[..., list[Contribution]], open_page: Callable[..., Any], live_server: Any
) -> None:
    hours, (idea,) = text_of(house, "1", "Hours"), bring(1)
    wrong, right = ((house.at + timedelta(days=days)).date().isoformat() for days in (30, 60))
    page = open_page(js=False, viewport=PHONE)
    enter(page, house.official(Role.INSTITUTION_OFFICER), live_server)
    publish_a_promise(page, hours, wrong)
    follow(page.get_by_role("link", name="Correct it"))
    assert page.locator("#id_due_0").input_value() == wrong
    page.locator("#id_due_0").fill(right)
    page.locator("#id_note_sq").fill("Dita ishte shkruar gabim, na vjen keq.")
    page.locator("#id_note_en").fill("The day was written wrong, we are sorry.")
    follow(page.locator("button[value=preview]"))
    preview = page.locator("section[lang=en]").inner_text()
    assert "no longer holds, it is taken back: Hours (1)" in preview
    assert "The text is to change by 23 January 2027." in preview
    expect(page.locator("#preview")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    follow(page.locator("button[value=publish]"))
    assert "The correction is published. 1 author gets an e-mail." in page.inner_text("main")
    record.advance(at=house.at)
    _see_it_outside(page, idea)
    letter = Mail.objects.get(subject__contains="korrigjoi përgjigjen").body
    assert "u mor mbrapsht: Hours (sq) (1)" in letter
    assert "23 janar 2027" in letter


def _see_it_outside(page: Any, idea: Contribution) -> None:
    page.goto(f"/en/contributions/{idea.public_id}/")
    steps = page.locator("ol.thread h3").all_inner_texts()
    assert steps == [
        "Received", "Answered", "A change was promised", "Answer corrected", "The change was taken back",
        "A change was promised in Hours (commitment 1)", "Change due\n(not yet)",
    ]  # fmt: skip
    page.goto(f"/en/responses/{Response.objects.get().public_id}/")
    told = page.inner_text("main")
    assert "by 23 January 2027" in told
    assert "due by 24 December 2026" in told  # the promise that was taken back stays, struck


@pytest.mark.parametrize("language", ["sq", "en"])
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_in_the_preview_of_a_correction(
    house: House, bring: Callable[..., list[Contribution]], open_page: Callable[..., Any], live_server: Any,
    language: str,
) -> None:  # fmt: skip
    hours = text_of(house, "1", "Hours")
    bring(1)
    page = open_page(viewport=PHONE)
    enter(page, house.official(Role.INSTITUTION_OFFICER), live_server)
    publish_a_promise(page, hours, (house.at + timedelta(days=30)).date().isoformat())
    page.goto(page.url.partition("?")[0].replace("/en/", f"/{language}/") + "correct/")
    page.locator("#id_place_0").select_option("")
    follow(page.locator("button[value=preview]"))
    assert page.locator("#preview").count() == 1
    found = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in Axe().run(page).response["violations"]]
    assert found == []
