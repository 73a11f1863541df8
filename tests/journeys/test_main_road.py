"""The main road, walked by a person and four officials in a real browser, with JavaScript and without it.

Read the plan, sign up with a code, submit an idea, be moderated, be answered together with 49 others, land in a
commitment, have progress reported, be told of each step by mail, and check the proof with the stand-alone verifier.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from kuvend.foundation.core.clock import now
from kuvend.foundation.notifications import actions as notifications
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from tests.support.browser import follow
from tests.support.house import signed_in
from tests.support.letters import sent_code

TITLE = "Keep the registry open after four"
STEPS = [
    "We received what you wrote",
    "What you wrote is published",
    "answered you",
    "Your words changed a text",
    "Progress where your words landed",
    "was reviewed",
]


class Road:
    """The house with its plan, and the visitors' browsers."""

    def __init__(self, open_page: Any, live_server: Any, js: bool) -> None:
        from tests.support.whole_house import HOUSE, PLAN, House, import_plan, read_plan

        self.house = House(at=now())
        plan = import_plan(actor=HOUSE, document=read_plan(PLAN), at=self.house.at)
        self.house.process, self.house.scope = plan.process, plan.process.scope
        self.house.stage = plan.process.stages.get()
        self.activity = self.house.make_activity("ideas", moderation="before", opens_at=now() - timedelta(days=1))
        self.open_page, self.url, self.js = open_page, live_server.url, js

    def publish_plan(self, sq: str, en: str) -> None:
        """Publish, days after the words came, a new version of the plan with another solution of its commitment."""
        from kuvend.foundation.contributions.models import Contribution
        from tests.support.whole_house import HOUSE, PLAN, import_plan, read_plan

        Contribution.objects.update(posted_at=now() - timedelta(days=2))
        words = PLAN.replace("Zyrat hapen më gjatë.", sq).replace("Offices open longer.", en)
        import_plan(actor=HOUSE, document=read_plan(words), at=now())
        self.settle()

    def visitor(self) -> Any:
        """A browser of somebody nobody knows."""
        return self.open_page(js=self.js)

    def official(self, role: str) -> Any:
        """A browser in which an official is signed in with a second factor."""
        client = signed_in(self.house.official(role, scope=self.house.site))
        page = self.open_page(js=self.js)
        cookie = {"name": "session", "value": client.cookies["session"].value, "url": self.url}
        page.context.add_cookies([cookie])
        return page

    def settle(self) -> None:
        """Let the jobs run: the record advances, reactions follow, letters leave."""
        record.advance(at=now())
        while notifications.deliver(at=now()):
            pass


@pytest.mark.parametrize("js", [True, False], ids=["javascript", "without"])
@pytest.mark.django_db(transaction=True)
def test_the_main_road(open_page: Any, live_server: Any, js: bool, tmp_path: Path) -> None:
    road = Road(open_page, live_server, js)
    person = road.visitor()
    read_the_plan(person)
    sign_up(person, road)
    address = submit_an_idea(person, road)
    moderate(road, person, address)
    answer_fifty(road)
    expect(person, address, "accepted", "Promised", "Longer hours")
    road.publish_plan("Zyrat hapen dy ditë deri në gjashtë.", "Offices open longer and on two days until six.")
    expect(person, address, "accepted", "Landed in Longer hours (commitment 1)")
    report_progress(road)
    expect(person, address, "limited")
    review(road)
    expect(person, address, "Longer hours are real in two towns of five.")
    told = [letter.subject for letter in mail.outbox if letter.to == ["arta@example.org"]]
    assert len(told) == 1 + len(STEPS), told  # the code, then the steps
    for step, subject in zip(STEPS, told[1:], strict=True):
        assert step.lower() in subject.lower(), told
    check_the_proofs(person, address, tmp_path)


def expect(page: Any, address: str, *texts: str) -> None:
    """Open the page of the contribution and find these words on it."""
    page.goto(address)
    shown = page.locator("main").inner_text()
    for text in texts:
        assert text.lower() in shown.lower(), (text, shown)


def read_the_plan(page: Any) -> None:
    page.goto("/en/")
    follow(page.locator("footer").get_by_role("link", name="The plan", exact=True))
    page.get_by_role("link", name="Longer hours").first.click()
    assert "Offices open longer." in page.locator("main").inner_text()


def sign_up(page: Any, road: Road) -> None:
    page.goto(f"/en/activities/{road.activity.public_id}/")
    follow(page.locator("main").get_by_role("link", name="Take part", exact=True))
    page.get_by_label("E-mail address").fill("arta@example.org")
    follow(page.get_by_role("button", name="Send me the code"))
    page.get_by_label("Code").fill(sent_code())
    follow(page.get_by_role("button", name="Sign in"))
    assert page.get_by_role("heading", name="Submit an idea").is_visible()


def submit_an_idea(page: Any, road: Road) -> str:
    follow(page.get_by_role("button", name="Submit the idea"))  # with nothing written
    summary = page.get_by_role("alert")
    assert "Say your idea in one sentence." in summary.inner_text()
    page.get_by_label("Your idea in one sentence").fill(TITLE)
    page.get_by_label("What should change, and why").fill(
        "I work until four; the registry closes at three. **Please**."
    )
    page.get_by_label("What it is about").select_option(label="The goal")
    page.get_by_label("Village, quarter or street").fill("Lushnjë")
    follow(page.get_by_role("button", name="Submit the idea"))
    assert "owes you an answer by" in page.locator("main").inner_text()
    follow(page.get_by_role("link", name="See what happens to it"))
    road.settle()
    address = str(page.url)
    expect(page, address, "wait to be read by a moderator", "Answer due")
    return address


def moderate(road: Road, person: Any, address: str) -> None:
    page = road.official(Role.MODERATOR)
    page.goto("/en/desk/moderate/")
    page.get_by_role("button", name="Publish it").first.click()
    road.settle()
    expect(person, address, TITLE, "Read by a moderator and published")


def answer_fifty(road: Road) -> None:
    from kuvend.foundation.contributions.importing import imported_participant
    from kuvend.foundation.contributions.receiving import Draft
    from kuvend.participation.ideas.actions import IdeaDraft, bring_in_ideas

    nobody = imported_participant(road.house.process)
    drafts = [IdeaDraft(Draft(nobody, f"Open later, please ({n})", "", "en", now())) for n in range(49)]
    bring_in_ideas(activity=road.activity, drafts=drafts)
    road.settle()
    page = road.official(Role.INSTITUTION_OFFICER)
    page.goto("/en/desk/")
    page.get_by_label(re.compile("all 50", re.I)).check()
    follow(page.get_by_role("button", name="Answer the chosen"))
    follow(page.get_by_role("button", name="Publish the answer"))  # with nothing written
    assert "Choose a verdict" in page.get_by_role("alert").inner_text()
    page.get_by_label("Accepted", exact=True).check()
    page.get_by_label(re.compile("reason.*english", re.I)).fill(
        "From March on the registry stays open until six on two days of the week, as you asked."
    )
    choose_landing(page)
    follow(page.get_by_role("button", name="Publish the answer"))
    assert "50" in page.locator("main").inner_text()
    road.settle()


def choose_landing(page: Any) -> None:
    """Choose the commitment, then its sentence, and the day by which its text will change."""
    select = page.locator("[name=place_0]")
    value = select.locator("option", has_text="Longer hours").first.get_attribute("value")
    select.select_option(value)
    follow(page.locator("#place-0").get_by_role("button"))
    page.locator("#place-0 input[type=checkbox]").last.check()
    page.locator("[name=due_0]").fill((now() + timedelta(days=30)).date().isoformat())


def report_progress(road: Road) -> None:
    from kuvend.accountability.plans.models import Milestone

    page = road.official(Role.COMPONENT_LEADER)
    page.goto(f"/en/milestones/{Milestone.objects.get().outcome.public_id}/report/")
    page.get_by_label("limited", exact=False).first.check()
    page.locator("[name=text_en]").fill("Two of five towns keep their registry open until six.")
    page.locator("[name=challenges_en]").fill("Three towns have no second clerk yet.")
    page.locator("[name=as_of_date]").fill(road.house.at.date().isoformat())
    follow(page.get_by_role("button", name="Look at it before publishing"))
    follow(page.get_by_role("button", name="Publish the report"))
    road.settle()


def review(road: Road) -> None:
    from kuvend.accountability.plans.models import Commitment

    page = road.official(Role.IRM_REVIEWER)
    page.goto(f"/en/commitments/{Commitment.objects.get().outcome.public_id}/assess/")
    page.get_by_label("Completion").select_option("limited")
    page.locator("[name=text_en]").fill("Longer hours are real in two towns of five.")
    follow(page.get_by_role("button", name="Look at it before publishing"))
    follow(page.get_by_role("button", name="Publish the assessment"))
    road.settle()


def check_the_proofs(page: Any, address: str, folder: Path) -> None:
    """Download every step's proof and the verifier, and run it with nothing but Python."""
    page.goto(address)
    verifier, key = folder / "kuvend_verify.py", page.request.get("/record/key").text().strip()
    verifier.write_bytes(page.request.get("/record/kuvend_verify.py").body())
    proofs = page.locator("ol.thread a[href*='/record/']")
    assert proofs.count() >= 5
    for number in range(proofs.count()):
        file = folder / f"{number}.tlog-proof"
        place = re.search(r"/record/(\d+)/", proofs.nth(number).get_attribute("href"))
        file.write_bytes(page.request.get(f"/record/proof/{place[1] if place else 0}").body())
        command = [sys.executable, "-I", str(verifier), "proof", str(file), "--key", key]
        checked = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert checked.returncode == 0, checked
    broken = folder / "broken.tlog-proof"
    content = (folder / "0.tlog-proof").read_text()
    lines = content.split("\n")
    place = next(number for number, line in enumerate(lines) if re.fullmatch(r"[A-Za-z0-9+/]{43}=", line))
    lines[place] = ("A" if lines[place][0] != "A" else "B") + lines[place][1:]
    broken.write_text("\n".join(lines))
    command = [sys.executable, "-I", str(verifier), "proof", str(broken), "--key", key]
    assert subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 1
