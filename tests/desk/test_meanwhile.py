"""What happened while somebody typed takes nobody's words away, and no "done" stands above what lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.door import kept_forms
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.models import Response
from tests.support.house import House, signed_in

TYPED = "Words that nobody wants to type a second time"
REASON = "From March the office opens from eight to six on two days a week; we looked at the queues first."
Bring = Callable[..., list[Contribution]]


@pytest.fixture
def page(officer: Client, bring: Bring) -> str:
    """The address of a draft that answers two contributions."""
    bring(2)
    return str(officer.post("/en/desk/answers/new/", {"all": "1"})["Location"])


def write(client: Client, page: str, deed: str = "keep", **fields: str) -> str:
    """Send the form of an answer as it was opened at first; returns what is shown then."""
    sent = {"deed": deed, "verdict": "not_accepted", "reason_en": TYPED, "seen_version": "1", **fields}
    return client.post(page, sent, follow=True).content.decode()


def test_a_draft_that_a_colleague_took_over_gives_the_words_back(
    officer: Client, at_desk: Callable[..., Client], page: str
) -> None:
    at_desk("institution_officer").post(page, {"deed": "take_over"})
    shown = write(officer, page)
    assert "A colleague took the draft over while you were writing." in shown
    assert f"<p>{TYPED}</p>" in shown
    assert "What you wrote" not in officer.get(page).content.decode(), "nothing was sent"


def test_an_answer_that_was_published_meanwhile_gives_the_words_back(
    officer: Client, at_desk: Callable[..., Client], page: str
) -> None:
    colleague = at_desk("institution_officer")
    colleague.post(page, {"deed": "take_over"})
    write(colleague, page, "publish", reason_en=REASON)
    assert Response.objects.get().state == "published"
    shown = write(officer, page)
    assert "The answer was published while you were writing." in shown
    assert f"<p>{TYPED}</p>" in shown


def test_a_draft_that_was_deleted_meanwhile_gives_the_words_back(officer: Client, page: str) -> None:
    officer.post(page, {"deed": "delete", "seen_version": 1})
    shown = write(officer, page, new_password="two words")
    assert f"<p>{TYPED}</p>" in shown
    assert "two words" not in shown
    assert "somebody deleted it meanwhile" in shown
    assert "somebody deleted it meanwhile" not in officer.get(page).content.decode()


def test_a_refusal_gives_the_words_back(house: House) -> None:
    client = signed_in(house.person(), second_factor=False)
    with translation.override("en"):
        address = reverse("new_idea", args=[house.activity.public_id])
    Activity.objects.update(opens_at=house.at.replace(year=2020), closes_at=house.at.replace(year=2021))
    refused = client.post(address, {"title": "An idea", "body": TYPED})
    assert refused.status_code == 403
    assert f"<p>{TYPED}</p>" in refused.content.decode()
    elsewhere = client.post(address, {"body": TYPED}, headers={"Origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403
    assert TYPED not in elsewhere.content.decode(), "another site sent it"
    assert "What you wrote" not in client.get(address).content.decode()


def test_words_wait_for_the_second_factor_and_the_way_leads_back_to_them(house: House, bring: Bring) -> None:
    bring(1)
    person = house.official(Role.INSTITUTION_OFFICER)
    officer = signed_in(person)
    page = str(officer.post("/en/desk/answers/new/", {"all": "1"})["Location"])
    lapsed = signed_in(person, second_factor=False)
    sent = lapsed.post(page, {"deed": "keep", "seen_version": "1", "reason_en": TYPED})
    assert urlsplit(sent["Location"]).path == "/en/me/second-factor/"
    assert parse_qs(urlsplit(sent["Location"]).query) == {"next": [page]}
    assert f"next={page.replace('/', '%2F')}" in lapsed.get(sent["Location"]).content.decode()
    officer.cookies[kept_forms.COOKIE] = lapsed.cookies[kept_forms.COOKIE].value
    shown = officer.get(page).content.decode()
    assert f"{TYPED}</textarea>" in shown
    assert "You had to sign in again" in shown
    assert not Response.objects.get().reason, "nothing was kept without the factor"


def test_the_second_factor_leads_to_no_other_site(house: House) -> None:
    person = house.official(Role.INSTITUTION_OFFICER)
    assert signed_in(person), "has a factor"
    client = signed_in(person, second_factor=False)
    page = client.get("/en/me/second-factor/", {"next": "https://elsewhere.example/"}).content.decode()
    ways = re.findall(r'class="button" href="([^"]+)"', page)
    assert [parse_qs(urlsplit(way).query)["next"] for way in ways] == [["/en/desk/"]]


def test_no_done_stands_above_what_lacks(officer: Client, page: str) -> None:
    kept = f"{page}?done=kept"
    assert "<title>Done:" in officer.get(kept).content.decode()
    wrong = officer.post(kept, {"deed": "publish", "reason_en": "Short.", "seen_version": 1})
    assert wrong.status_code == 422
    body = wrong.content.decode()
    assert "<title>Error:" in body
    assert "Done" not in body
