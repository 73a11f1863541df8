"""Every form that changes something: sent twice it is one deed, and what was typed survives a session that ended.

The forms are found by walking all addresses with every role, so that a new one is held to it as well.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.forms import Form, PasswordInput
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.door import kept_forms
from kuvend.foundation.core.models import KeptForm, SentForm
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.models import Duty
from tests.support.house import House, signed_in
from tests.support.routes import all_patterns
from tests.support.whole_house import WholeHouse

FORM = re.compile(r'<form[^>]*method="post"[^>]*>(.*?)</form>', re.DOTALL)
INPUT = re.compile(r'<input[^>]*name="([^"]+)"[^>]*>')
TEXT = re.compile(r'<(?:textarea|input type="text")[^>]*name="([^"]+)"')
VALUE = re.compile(r'value="([^"]*)"')
BUTTON = re.compile(r'<button[^>]*name="([^"]+)"')
WITH_FORMS = {"open_form", "signed_in", "official"}
LIBRARIES = ("account_", "mfa_", "socialaccount_")
TYPED = "Words that nobody wants to type a second time"


def subclasses(form: type[Form]) -> Iterator[type[Form]]:
    for below in form.__subclasses__():
        yield below
        yield from subclasses(below)


@pytest.fixture
def whole(db: None) -> WholeHouse:
    return WholeHouse()


def people(whole: WholeHouse) -> list[Person]:
    house = whole.house
    officials = [house.official(role, scope=house.site) for role in Role.values]
    return [whole.author, whole.other_author, *officials]


def pages(whole: WholeHouse) -> Iterator[tuple[str, Person, str, str]]:
    """Yield (route, a person who may open it, its address, the page) of every own page with a form that is sent."""
    readers = [(person, signed_in(person)) for person in people(whole)]
    for pattern in all_patterns():
        if pattern.callback.access not in WITH_FORMS or pattern.name.startswith(LIBRARIES):
            continue
        with translation.override("en"):  # a request leaves the language of its own address behind
            address = reverse(pattern.name, kwargs=whole.arguments(pattern))
        for person, client in readers:
            with transaction.atomic():
                response = client.get(address)
                transaction.set_rollback(True)
            if response.status_code == 200 and FORM.search(page := _html(response)):
                yield pattern.name, person, address, page
                break


def _html(response: Any) -> str:
    return "" if response.streaming else response.content.decode("utf-8", "replace")


def fields_of(form: str) -> dict[str, str]:
    found = {}
    for match in INPUT.finditer(form):
        value = VALUE.search(match[0])
        if 'type="hidden"' in match[0] and value:
            found[match[1]] = unescape(value[1])
    return found


def test_every_form_that_is_sent_carries_its_token(whole: WholeHouse) -> None:
    seen = set()
    for route, _person, _address, page in pages(whole):
        seen.add(route)
        for form in FORM.findall(page):
            assert "form_token" in fields_of(form), route
    assert {"new_idea", "reply", "desk_correct", "milestone_report", "my_name", "tend_statement"} <= seen
    assert len(seen) > 20


FOR_STRANGERS = {"report_barrier", "report_words"}  # sent without a sign-in, so there is none to keep words through


def test_what_was_typed_stands_in_the_form_again_after_signing_in(whole: WholeHouse) -> None:
    tried = 0
    for route, person, address, page in list(pages(whole)):
        form = next((form for form in FORM.findall(page) if TEXT.search(form)), "")
        if not form or route in FOR_STRANGERS:
            continue
        names = TEXT.findall(form)
        sent = fields_of(form) | dict.fromkeys(BUTTON.findall(form)[:1], "1")
        sent |= {name: f"{TYPED} {number}" for number, name in enumerate(names)}
        stranger, counts = Client(), (Contribution.objects.count(), Fact.objects.count())
        refused = stranger.post(address, sent)
        assert refused.status_code == 302, route
        assert TYPED.split()[0] not in refused["Location"]
        back = signed_in(person)
        back.cookies[kept_forms.COOKIE] = stranger.cookies[kept_forms.COOKIE].value
        shown = _html(back.get(address))
        missing = [name for number, name in enumerate(names) if f"{TYPED} {number}" not in shown]
        assert not missing, (route, missing)
        assert "You had to sign in again" in shown
        assert (Contribution.objects.count(), Fact.objects.count()) == counts, route
        tried += 1
    assert tried > 10


def _idea(token: str = "one", **other: str) -> dict[str, str]:
    return {
        "title": "Open the registry on Saturdays",
        "body": "People who work on all other days can never come to the counter.",
        "category": "other",
        "place": "",
        "form_token": token,
    } | other


def _new_idea(house: House) -> str:
    with translation.override("en"):
        return reverse("new_idea", args=[house.activity.public_id])


@pytest.mark.django_db
def test_a_form_sent_twice_leads_to_one_receipt() -> None:
    house = House()
    client = signed_in(house.person(), second_factor=False)
    first, second = (client.post(_new_idea(house), _idea()) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Contribution.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tokens", [["one", "one"], ["", ""], ["one", "two"]])
def test_a_double_click_is_one_idea_one_duty_and_one_fact(tokens: list[str]) -> None:
    house = House()
    person = house.person()
    clients = [signed_in(person, second_factor=False) for _ in tokens]
    start, led = threading.Barrier(len(tokens)), list[str]()
    address = _new_idea(house)

    def click(client: Client, token: str) -> None:
        start.wait()
        led.append(client.post(address, _idea(token))["Location"])
        connection.close()

    threads = [threading.Thread(target=click, args=pair) for pair in zip(clients, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(led)) == 1
    assert len(led) == len(tokens)
    assert Contribution.objects.count() == 1
    assert Fact.objects.filter(type="contribution_received").count() == 1


@pytest.mark.django_db
def test_equal_words_within_a_moment_are_one_and_other_words_are_another() -> None:
    house = House()
    client = signed_in(house.person(), second_factor=False)
    first = client.post(_new_idea(house), _idea(""))
    assert (
        client.post(_new_idea(house), _idea("", title=" Open the  registry on\u200b Saturdays"))["Location"]
        == first["Location"]
    )
    assert (
        client.post(_new_idea(house), _idea("", title="Open the registry on Sundays"))["Location"] != first["Location"]
    )
    other = signed_in(house.person(), second_factor=False)
    assert other.post(_new_idea(house), _idea(""))["Location"] != first["Location"]
    assert Contribution.objects.count() == 3


@pytest.mark.django_db
def test_the_same_token_with_other_words_is_another_deed_and_a_faulty_form_can_be_mended() -> None:
    house = House()
    client = signed_in(house.person(), second_factor=False)
    assert client.post(_new_idea(house), _idea(title="short")).status_code == 422
    assert SentForm.objects.count() == 0
    assert client.post(_new_idea(house), _idea()).status_code == 302
    assert client.post(_new_idea(house), _idea(title="Open the archive on Saturdays")).status_code == 302
    assert Contribution.objects.count() == 2


@pytest.mark.django_db
def test_kept_words_are_sealed_in_the_database_and_go_when_they_are_sent() -> None:
    house = House()
    stranger = Client()
    stranger.post(_new_idea(house), _idea())
    row = KeptForm.objects.get()
    assert b"Saturdays" not in bytes(row.sealed)
    secret = stranger.cookies[kept_forms.COOKIE]
    assert secret["httponly"]
    assert secret.value not in row.key
    client = signed_in(house.person(), second_factor=False)
    client.cookies[kept_forms.COOKIE] = secret.value
    assert client.get(_new_idea(house)).status_code == 200
    assert client.post(_new_idea(house), _idea()).status_code == 302
    assert not KeptForm.objects.exists()


@pytest.mark.django_db
def test_kept_words_are_shown_to_the_first_who_signs_in_and_to_nobody_else() -> None:
    house = House()
    stranger = Client()
    stranger.post(_new_idea(house), _idea())
    secret = stranger.cookies[kept_forms.COOKIE].value
    author, next_one = (signed_in(house.person(), second_factor=False) for _ in range(2))
    for client in (author, next_one):
        client.cookies[kept_forms.COOKIE] = secret
    assert "on Saturdays" in _html(author.get(_new_idea(house)))
    assert "on Saturdays" not in _html(next_one.get(_new_idea(house)))
    assert "on Saturdays" in _html(author.get(_new_idea(house)))


@pytest.mark.django_db
def test_what_is_compared_with_a_secret_is_never_kept() -> None:
    for name in kept_forms.COMPARED:
        Client().post("/en/me/prove/", {name: "12345678"})
    assert not KeptForm.objects.exists()


def test_every_field_that_is_compared_with_a_secret_is_known_as_one() -> None:
    asked = [form for form in subclasses(Form) if form.__module__.startswith(("kuvend.", "allauth."))]
    secret = {
        name
        for form in asked
        for name, field in form.base_fields.items()
        if isinstance(field.widget, PasswordInput) or field.widget.attrs.get("autocomplete") == "one-time-code"
    }
    assert secret and secret <= kept_forms.COMPARED


@pytest.mark.django_db
def test_strangers_fill_no_disk_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    Client().post(_new_idea(house), _idea(body="x" * (kept_forms.LONGEST + 1)))
    assert not KeptForm.objects.exists()
    monkeypatch.setattr(kept_forms, "MOST", 3)
    for _stranger in range(5):
        assert Client().post(_new_idea(house), _idea()).status_code == 302
    assert KeptForm.objects.count() == 3


@pytest.mark.django_db
def test_words_that_nobody_came_back_for_take_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    monkeypatch.setattr(kept_forms, "MOST", 1)
    over = now() - kept_forms.KEPT
    KeptForm.objects.create(key="0" * 64, path="/en/me/", sealed=b"x", kept_at=over)
    Client().post(_new_idea(house), _idea())
    assert KeptForm.objects.filter(kept_at__gt=over).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("room", [0, 1])
def test_a_form_whose_mark_has_expired_says_that_nothing_was_lost_only_when_it_was_kept(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_forms, "MOST", room)
    client = Client(enforce_csrf_checks=True)
    client.force_login((house := House()).person(), backend=settings.AUTHENTICATION_BACKENDS[0])
    refused = client.post(_new_idea(house), _idea())
    page = _html(refused)
    assert "People who work on all other days" in page
    assert (kept_forms.COOKIE in refused.cookies) is bool(room)
    assert ("Nothing was lost" in page) is bool(room)
    assert ("Go back and try again." in page) is not bool(room)


@pytest.mark.django_db
def test_words_that_another_site_sends_are_kept_for_nobody() -> None:
    house = House()
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        Client().post(_new_idea(house), _idea(), headers=headers)
    assert not KeptForm.objects.exists()


@pytest.mark.django_db
def test_a_form_whose_mark_has_expired_gives_the_words_back() -> None:
    house = House()
    client = Client(enforce_csrf_checks=True)
    signed = signed_in(house.person(), second_factor=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = signed.cookies[settings.SESSION_COOKIE_NAME].value
    refused = client.post(_new_idea(house), _idea())
    assert refused.status_code == 403
    assert "People who work on all other days" in _html(refused)
    again = _html(client.get(_new_idea(house)))
    assert "Open the registry on Saturdays" in again
    assert not Contribution.objects.exists()
    assert SESSION_KEY in client.session


@pytest.mark.django_db
def test_a_statement_and_a_comment_sent_twice_are_one(whole: WholeHouse) -> None:
    client = signed_in(whole.other_author, second_factor=False)
    with translation.override("en"):
        comment = reverse("reply", args=[whole.idea.public_id])
        statement = reverse("new_statement", args=[whole.deliberation.public_id])
    sent = {"body": "Saturdays would help.", **fields_of(_html(client.get(comment)))}
    assert client.post(comment, sent)["Location"] == client.post(comment, sent)["Location"]
    words = {"words": "Counters open on Saturdays.", "anyway": "on"}
    assert client.post(statement, words)["Location"] == client.post(statement, words)["Location"]
    assert not Duty.objects.filter(contribution__body="Saturdays would help.").exists()
