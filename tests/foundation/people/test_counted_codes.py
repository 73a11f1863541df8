"""What is counted is what is compared: no flow lends its tries to the code of another, and no stranger locks out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as kept_settings
from django.test import Client
from django.utils.module_loading import import_string

from kuvend.foundation.core.clock import now
from kuvend.foundation.core.models import Limit
from kuvend.foundation.people.awaited import Awaited
from kuvend.foundation.people.forms import CountedCode
from kuvend.foundation.people.models import DoorLetter, Person
from tests.support.house import House, signed_in
from tests.support.letters import sent_code

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/en/account/login/code/", "/en/account/login/code/confirm/"
RESET, CONFIRM_RESET = "/en/account/password/reset/", "/en/account/password/reset/confirm/"
TOO_MANY = "Too many wrong codes"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 100_000_000:08}"


def charged(person: Person) -> int:
    return sum(Limit.objects.filter(key=f"try_account_anywhere:{person.pk}").values_list("count", flat=True))


@pytest.mark.parametrize("other", ["invented@nowhere.example", "ana@example.org"])
def test_a_code_for_something_else_renews_no_tries_of_the_sign_in(house: House, other: str) -> None:
    person, guesser = house.person("ana"), Client()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    guesser.post(ASK, {"email": person.email})
    right = sent_code()
    for _round in range(2):
        for _try in range(3):
            guesser.post(CONFIRM, {"code": wrong(right), "action": "verify"})
        guesser.post(RESET, {"email": other})
    page = guesser.post(CONFIRM, {"code": right, "action": "verify"})
    assert TOO_MANY in page.content.decode()
    assert guesser.get("/en/me/").status_code == 302
    assert charged(person) == 3


@pytest.mark.parametrize("known", [True, False])
def test_a_code_for_the_sign_in_renews_no_tries_of_the_reset(house: House, known: bool) -> None:
    person, guesser = house.person("ana"), Client()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    guesser.post(RESET, {"email": person.email if known else "invented@nowhere.example"})
    for _try in range(3):
        assert TOO_MANY not in guesser.post(CONFIRM_RESET, {"code": "00000000"}).content.decode()
    guesser.post(ASK, {"email": "another@example.org"})
    assert TOO_MANY in guesser.post(CONFIRM_RESET, {"code": "00000000"}).content.decode()
    assert charged(person) == (3 if known else 0)


def test_every_form_that_compares_a_code_says_which_one_it_is() -> None:
    forms = [import_string(name) for name in kept_settings.ACCOUNT_FORMS.values()]
    comparing = [form for form in forms if "code" in form.base_fields]
    assert len(comparing) == 3
    assert {True} == {issubclass(form, CountedCode) for form in comparing}
    assert len({form.awaited for form in comparing}) == 3
    assert Awaited._fields[0] == "name"


def test_the_code_of_the_proof_has_tries_of_its_own_and_ends_after_ten_minutes(house: House) -> None:
    client = signed_in(house.person("ana"), second_factor=False)
    client.post("/en/me/prove/")
    first = sent_code()
    with time_machine.travel(now() + timedelta(minutes=11)):
        late = client.post("/en/me/prove/", {"code": first})
        assert late.status_code == 422
        assert "This code holds no more." in late.content.decode()
        client.post("/en/me/prove/")
        second = sent_code()
        for _try in range(3):
            client.post("/en/me/prove/", {"code": wrong(second)})
        client.post("/en/account/email/", {"email": "more@example.org", "action_add": ""})
        assert TOO_MANY in client.post("/en/me/prove/", {"code": second}).content.decode()


def test_strangers_elsewhere_lock_nobody_out_and_an_address_is_not_flooded_either(settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"ask_address": (10, 900)}
    for number in range(3):
        for _letter in range(4):
            Client(REMOTE_ADDR=f"192.0.{number}.1").post(ASK, {"email": "ana@example.org"})
    assert DoorLetter.objects.count() == 9
    assert Client(REMOTE_ADDR="203.0.113.50").post(ASK, {"email": "ana@example.org"}).status_code == 302
    assert Client(REMOTE_ADDR="198.51.100.7").post(ASK, {"email": "ana@example.org"}).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.7").post(ASK, {"email": "ben@example.org"}).status_code == 302


def test_another_address_of_ones_own_network_gives_no_more_letters() -> None:
    answers = [
        Client(REMOTE_ADDR=f"2001:db8:0:{number:x}::1").post(ASK, {"email": "ana@example.org"}).status_code
        for number in range(8)
    ]
    assert answers == [302] * 6 + [429] * 2
