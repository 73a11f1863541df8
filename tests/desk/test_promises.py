"""Promised changes stand at the desk of who made them and of whose text it is, and in the morning letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications import actions
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Person
from kuvend.foundation.record.actions import advance
from kuvend.foundation.responses.actions import (
    LandingPlace,
    agree_to_landing,
    correct_response,
    draft_response,
    keep_draft,
    publish_response,
)
from kuvend.foundation.responses.actions.landing import keep_promises
from kuvend.foundation.responses.models import Landing, Response
from kuvend.publication.trail.queries import contribution_page
from tests.support.house import House, both, quoted

Bring = Callable[..., list[Contribution]]
REASON = both("From March the office opens from eight to six; we looked at the queues of two years first.")


@pytest.fixture
def ministry(house: House, at_desk: Callable[..., Client]) -> Client:
    return at_desk("institution_officer", institution=house.other)


def promise(house: House, bring: Bring, key: str, due: date, owner: Institution | None = None) -> Response:
    """The agency promises to change a text by a day: of its own, or that of another, which agrees."""
    (idea,) = bring(1)
    text = Outcome.objects.create(
        process=house.process, kind="commitment", key=key, number=key, title=both(f"Text {key}"), scope=house.scope,
        institution=owner or house.owner,
    )  # fmt: skip
    publish_text(actor=HOUSE, outcome=text, title=text.title, body=both("Open at ten."), at=house.at)
    draft = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    place = LandingPlace(text, quoted("Open at ten."), due_date=due)
    keep_draft(actor=HOUSE, response=draft, verdict="accepted", reason=REASON, nowhere=Localized(), landings=[place])
    answer = publish_response(actor=HOUSE, response=draft, at=house.at)
    if owner:
        agree_to_landing(actor=HOUSE, landing=answer.landings.get(), seen_version=1, seen_text=1, at=house.at)
    return answer


def listed(client: Client) -> list[str]:
    """The promised changes on a desk: their texts, in their order."""
    page = client.get("/en/desk/")
    titles = [one.landing.text.outcome.title["en"] for one in page.context["promises"]]
    assert ("Promised changes" in page.content.decode()) == bool(titles)
    return titles


def take_back(house: House, answer: Response, at: datetime) -> None:
    answer.refresh_from_db()
    note = both("We were wrong about the text that has to change.")
    correct_response(
        actor=HOUSE, response=answer, verdict="not_accepted", reason=REASON, note=note, seen_version=answer.version,
        at=at,
    )  # fmt: skip


def letter_on(person: Person, day: str) -> str:
    actions.queue_reminders(at=datetime.fromisoformat(f"{day}T08:00:00+00:00"))
    mail = Mail.objects.filter(person=person, key__contains=day).first()
    return mail.body if mail else ""


def english(house: House, institution: Institution) -> Person:
    person = house.official(Role.INSTITUTION_OFFICER, institution=institution)
    Person.objects.filter(pk=person.pk).update(language="en")
    return person


def test_a_promise_is_listed_by_its_day_until_it_is_kept(house: House, officer: Client, bring: Bring) -> None:
    assert listed(officer) == []
    day = house.at.date()
    later, late = (promise(house, bring, key, day + timedelta(days=n)) for key, n in (("9", 40), ("7", 3)))
    Landing.objects.filter(response=late).update(due_date=day - timedelta(days=6))
    assert listed(officer) == ["Text 7", "Text 9"]
    page = officer.get("/en/desk/").content.decode()
    assert "working days overdue" in page.split('id="promises"')[1].split("</ul>")[0]
    text = Outcome.objects.get(key="7")
    at = house.at + timedelta(days=1)
    publish_text(actor=HOUSE, outcome=text, title=text.title, body=both("Open at eight."), at=at)
    keep_promises([text.public_id], at)
    assert listed(officer) == ["Text 9"]
    assert later.landings.get().standing == "promised"


def test_a_promise_in_anothers_text_is_on_both_desks_until_it_is_taken_back(
    house: House, officer: Client, ministry: Client, bring: Bring
) -> None:
    answer = promise(house, bring, "7", house.at.date() + timedelta(days=30), owner=house.other)
    promise(house, bring, "8", house.at.date() + timedelta(days=9))
    assert listed(officer) == ["Text 8", "Text 7"]
    assert listed(ministry) == ["Text 7"]
    advance(at=house.at)
    with translation.override("en"):
        page = contribution_page(Contribution.objects.get(answered__response=answer).public_id, at=house.at)
    assert page
    told = {step.note for step in page.steps if step.proof}
    assert "Text 7: the text of Ministry, which has to agree." in told
    assert "Ministry agreed to change its text: Text 7" in told
    take_back(house, answer, house.at)
    assert listed(officer) == ["Text 8"]
    assert listed(ministry) == []


def test_the_morning_letter_tells_of_promises_as_of_answers(house: House, bring: Bring) -> None:
    owner, other = english(house, house.owner), english(house, house.other)
    with translation.override("en"):
        promise(house, bring, "7", date(2026, 12, 18), owner=house.other)
        told = {day: letter_on(other, f"2026-12-{day}") for day in range(14, 29)}
        mine = letter_on(owner, "2026-12-29")
    assert sorted(day for day, words in told.items() if words) == [15, 18, 21, 28]
    assert "1 promised change is due on 18 December 2026." in told[15]
    assert "1 promised change is due today." in told[18]
    assert "1 promised change is overdue, since 18 December 2026." in told[21]
    assert "/en/desk/#promises" in told[15]
    assert "promised change" not in mine, "it was told of on the first day of the week"


def test_who_agreed_reads_that_the_promise_was_taken_back(house: House, bring: Bring) -> None:
    owner, other = english(house, house.owner), english(house, house.other)
    with translation.override("en"):
        answer = promise(house, bring, "7", date(2027, 3, 18), owner=house.other)
        take_back(house, answer, datetime.fromisoformat("2026-12-03T15:00:00+00:00"))
        days = ("2026-12-03", "2026-12-04", "2026-12-07")
        told = [letter_on(other, day) for day in days]
    said = "A change that you agreed to in “Text 7” is no longer promised"
    assert [said in words for words in told] == [False, True, False]
    assert f"/en/commitments/{Outcome.objects.get(key='7').public_id}/" in told[1]
    assert not any("no longer promised" in mail.body for mail in Mail.objects.filter(person=owner))
