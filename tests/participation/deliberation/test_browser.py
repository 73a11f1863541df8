"""Deliberations in a real browser: buttons without JavaScript, keys with it, nothing that axe finds."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.actions import merge
from kuvend.participation.deliberation.models import Statement, Vote
from tests.participation.deliberation.talking import Talk
from tests.support.browser import next_page, no_form_sent
from tests.support.house import House, signed_in

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Any, person: Person, url: str) -> Any:
    """Sign `person` in on a browser page."""
    client = signed_in(person)
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": url}])
    return page


def votes_of(person: Person) -> list[int]:
    rows = Vote.objects.filter(participant__person=person).order_by("voted_at")
    return list(rows.values_list("value", flat=True))


@pytest.mark.parametrize("js", [True, False])
def test_a_person_answers_adds_and_changes(js: bool, open_page: Any, live_server: Any) -> None:
    talk = Talk(House())
    person = talk.house.person()
    page = enter(open_page(js=js), person, live_server.url)
    page.goto(reverse("vote", args=[talk.activity.public_id]))
    page.get_by_role("button", name="I agree").click()
    page.get_by_text("Saved: I agree. 1 of 3.").wait_for()
    page.locator("#asked:focus").wait_for()  # the browser moves it once the page is drawn
    page.get_by_role("button", name="I disagree").click()
    page.get_by_role("button", name="Pass").click()
    page.get_by_role("heading", name="You have answered them all").wait_for()
    assert votes_of(person) == [1, -1, 0]
    page.get_by_role("link", name="Add a statement of your own").click()
    page.get_by_label("Your statement").fill("Certificates can be had without going to any office")
    page.get_by_role("button", name="Add the statement").click()
    page.get_by_role("heading", name="Is yours among these?").wait_for()
    page.get_by_label("None of these says it. Add mine.").check()
    page.get_by_role("button", name="Add the statement").click()
    page.get_by_role("heading", name="We have it").wait_for()
    page.goto(reverse("my_votes", args=[talk.activity.public_id]))
    page.get_by_role("link", name="Change the answer").first.click()
    page.get_by_text("Your answer so far:").wait_for()
    page.get_by_role("button", name="Pass").click()
    page.get_by_role("heading", name="Your answers").wait_for()
    assert len(votes_of(person)) == 3


def test_number_keys_answer_until_they_are_turned_off(open_page: Any, live_server: Any) -> None:
    talk = Talk(House())
    person = talk.house.person()
    page = enter(open_page(js=True, viewport={"width": 1000, "height": 800}), person, live_server.url)
    page.goto(reverse("vote", args=[talk.activity.public_id]))
    with next_page(page):
        page.keyboard.press("2")
    page.get_by_text("1 of 3 statements answered").wait_for()
    page.get_by_role("link", name="What we found so far").focus()
    with no_form_sent(page):
        page.keyboard.press("1")
    switch = page.get_by_role("button", name="Number keys 1–3 and swiping")
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    page.reload()
    with no_form_sent(page):
        page.keyboard.press("1")
    page.locator("#keys button[aria-pressed=false]").wait_for()
    assert switch.text_content() == "Number keys 1–3 and swiping", "its label stays"
    assert votes_of(person) == [-1]


SWIPE = """([dx]) => {
  const target = document.querySelector("#ballot .statement"), y = 200;
  const touch = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: y });
  const send = (type, x, down) => target.dispatchEvent(new TouchEvent(type, {
    bubbles: true, touches: down ? [touch(x)] : [], changedTouches: [touch(x)] }));
  send("touchstart", 150, true);
  send("touchend", 150 + dx, false);
}"""


def test_a_swipe_answers_on_touch_until_it_is_turned_off(open_page: Any, live_server: Any) -> None:
    talk = Talk(House())
    person = talk.house.person()
    page = enter(open_page(js=True, viewport={"width": 360, "height": 740}, has_touch=True), person, live_server.url)
    page.goto(reverse("vote", args=[talk.activity.public_id]))
    page.get_by_text("Swipe to the right to agree").wait_for()
    with no_form_sent(page):
        page.evaluate(SWIPE, [-30])  # too short
    with next_page(page):
        page.evaluate(SWIPE, [-120])
    page.get_by_text("1 of 3 statements answered").wait_for()
    with next_page(page):
        page.evaluate(SWIPE, [120])
    page.get_by_text("2 of 3 statements answered").wait_for()
    page.get_by_role("button", name="Number keys 1–3 and swiping").click()
    page.locator("#keys button[aria-pressed=false]").wait_for()
    with no_form_sent(page):
        page.evaluate(SWIPE, [120])
    page.reload()
    page.get_by_text("2 of 3 statements answered").wait_for()
    assert votes_of(person) == [-1, 1]


def test_nothing_is_answered_by_a_swipe_where_less_motion_is_wished_for(open_page: Any, live_server: Any) -> None:
    talk = Talk(House())
    person = talk.house.person()
    page = open_page(js=True, viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
    enter(page, person, live_server.url).goto(reverse("vote", args=[talk.activity.public_id]))
    with no_form_sent(page):
        page.evaluate(SWIPE, [120])
    page.reload()
    page.get_by_text("0 of 3 statements answered").wait_for()
    assert votes_of(person) == []


def crowded(talk: Talk) -> Person:
    """A deliberation with a map of two groups, a merged statement, and somebody who has a place on it."""
    talk.statements += talk.seed(*(f"Statement number {number} about something." for number in range(3, 10)))
    someone = talk.house.person()
    for number in range(24):
        person = talk.house.person() if number else someone
        participant = participant_in(talk.activity.process, person_id=person.pk)
        side = 1 if number % 2 else -1
        Vote.objects.bulk_create(
            Vote(statement_id=row.pk, participant=participant, value=1 if place < 4 else side, voted_at=talk.at)
            for place, row in enumerate(talk.statements)
        )
    first, second = (Statement.objects.get(pk=row.pk) for row in talk.statements[:2])
    merge(actor=HOUSE, statement=first, into=second, at=talk.at)
    talk.map()
    return someone


@pytest.mark.parametrize("language", ["sq", "en"])
def test_axe_finds_nothing_and_nothing_runs_over(language: str, open_page: Any, live_server: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    talk = Talk(House())
    someone, found = crowded(talk), {}
    pages = {None: open_page(js=True), "person": enter(open_page(js=True), someone, live_server.url)}
    pages["desk"] = enter(open_page(js=True), talk.house.official(Role.SECRETARIAT), live_server.url)
    pages["closed"] = pages["desk"]
    activity, merged = [talk.activity.public_id], [talk.statements[0].public_id]
    routes = {
        None: [("activity", activity), ("deliberation_results", activity), ("about_deliberation", []),
               ("contribution", merged), ("contribution", [talk.statements[4].public_id])],
        "person": [("vote", activity), ("my_votes", activity), ("my_place", activity), ("new_statement", activity)],
        "desk": [("run_deliberation", activity), ("tend_statement", merged), ("desk_activities", [])],
        "closed": [("run_deliberation", activity), ("deliberation_results", activity), ("my_votes", activity)],
    }  # fmt: skip
    with translation.override(language):
        for who, names in routes.items():
            if who == "closed":
                Activity.objects.filter(pk=talk.activity.pk).update(closes_at=talk.at)
            for name, arguments in names:
                response = pages[who].goto(reverse(name, args=arguments))
                assert response.status == 200, name
                violations = Axe().run(pages[who], options=WCAG).response["violations"]
                if violations:
                    found[name] = [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in violations]
                if (width := pages[who].evaluate("document.documentElement.scrollWidth")) > 320:
                    found[f"{name} reflow"] = width
    assert not found, found


def test_the_letters_of_the_map_are_reached_by_keyboard_and_lead_to_their_group(open_page: Any) -> None:
    talk = Talk(House())
    crowded(talk)
    page = open_page(js=False, viewport={"width": 1000, "height": 800})
    page.goto(reverse("deliberation_results", args=[talk.activity.public_id]))
    letter = page.get_by_role("group", name="Map of the groups").get_by_role("link", name="Group B")
    letter.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#group-b")
