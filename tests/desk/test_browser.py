"""The desk in a real browser: axe finds nothing on its pages, and an answer is published by keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.actions import give_mandate
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Mandate, Person
from kuvend.foundation.processes.models import GateItem
from kuvend.foundation.responses.models import Answered, Response
from tests.support.browser import follow, next_page
from tests.support.house import House, both, signed_in

WIDE = {"width": 1100, "height": 900}


def everything(house: House) -> Person:
    """Somebody with a mandate for each room."""
    person = house.official(Role.INSTITUTION_OFFICER)
    for role in (Role.MODERATOR, Role.SECRETARIAT):
        give_mandate(actor=HOUSE, person=person, role=role, scope=house.scope, from_date=house.at.date(), at=house.at)
    return person


def enter(page: Any, person: Person, live_server: Any) -> None:
    cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


@pytest.mark.parametrize("language", ["sq", "en"])
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_any_page(
    house: House, bring: Callable[..., list[Contribution]], open_page: Callable[..., Any], live_server: Any,
    language: str,
) -> None:  # fmt: skip
    person = everything(house)
    ideas = bring(4)
    waiting = house.idea(activity=house.make_activity("ideas", moderation="before"))
    item = GateItem.objects.create(stage=house.stage, key="a", number=1, side="opens", text=both("An order"))
    page = open_page()
    enter(page, person, live_server)
    desk = f"/{language}/desk"
    page.goto(f"{desk}/?words=open")
    page.locator("input[name=chosen]").first.check()
    follow(page.locator("form#chosen button:not([formaction])"))
    draft = page.url
    problems = {}
    text = house.make_activity("drafting")
    mandate = Mandate.objects.filter(role=Role.MODERATOR).get()
    pages = [
        f"{desk}/?words=open&due_until=x", f"{desk}/?words=nothing", draft, f"{desk}/moderate/", f"{desk}/reports/",
        f"{desk}/contributions/{waiting.public_id}/decide/", f"{desk}/contributions/{ideas[1].public_id}/pass-on/",
        f"{desk}/stages/", f"{desk}/stages/{house.stage.public_id}/", f"{desk}/gate-items/{item.public_id}/",
        f"{desk}/activities/", f"{desk}/activities/new/", f"{desk}/activities/{text.public_id}/draft/",
        f"{desk}/people/", f"{desk}/people/mandates/new/", f"{desk}/people/mandates/{mandate.public_id}/end/",
    ]  # fmt: skip
    for address in pages:
        page.goto(address)
        problems[address] = _problems(page)
    page.goto(draft)
    follow(page.locator("button[value=publish]"))
    problems["errors"] = _problems(page)
    expect(page.locator(".summary")).to_be_focused()
    page.locator("input[value=not_accepted]").check()
    page.locator("#id_reason_en").fill("The office opens from eight to six on two days a week from March on.")
    follow(page.locator("button[value=publish]"))
    problems["published"] = _problems(page)
    page.goto(page.url + "correct/")
    problems["correct"] = _problems(page)
    assert {address: found for address, found in problems.items() if found} == {}


def _problems(page: Any) -> list[str]:
    found = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, *(["the page is wider than the window"] if wide else [])]


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_published_by_keyboard_alone(
    house: House, bring: Callable[..., list[Contribution]], open_page: Callable[..., Any], live_server: Any
) -> None:
    bring(3)
    page = open_page(js=False, viewport=WIDE)
    enter(page, house.official(Role.INSTITUTION_OFFICER), live_server)
    page.goto("/en/desk/")
    tab_to(page, "input[name=all]")
    page.keyboard.press("Space")
    tab_to(page, "form#chosen button:not([formaction])")
    with next_page(page):
        page.keyboard.press("Enter")
    tab_to(page, "input[name=verdict]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#id_reason_sq")
    page.keyboard.type("Nga marsi zyra hapet nga ora tetë deri në gjashtë, dy ditë në javë.")
    tab_to(page, "#id_nowhere_en")
    page.keyboard.type("The next plan is not written yet.")
    tab_to(page, "button[value=publish]")
    with next_page(page):
        page.keyboard.press("Enter")
    assert "3 contributions have this answer" in page.inner_text("h1")
    assert Response.objects.get().verdict == "accepted_in_part"
    assert Answered.objects.count() == 3
    assert Institution.objects.count() == 2


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")
