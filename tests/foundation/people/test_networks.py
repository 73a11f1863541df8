"""A network is counted narrow and wide, each with its share, by every form that anybody may send."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

import kuvend
from kuvend.foundation.moderation.models import Complaint
from kuvend.foundation.people.models import Person
from kuvend.publication.barriers.models import Barrier
from tests.support.house import NOW, House
from tests.support.letters import sent_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def within_one_hour() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


SITE = [
    f"2001:db8:7:{number << 8:x}::1" for number in range(40)
]  # addresses of one customer, each in a network of its own
KEYS = {"foundation/people/door.py", "foundation/people/adapter.py", "foundation/moderation/views.py",
        "publication/barriers/views.py", "web/keeping.py"}  # fmt: skip


def test_whoever_asks_for_keys_counts_them_all_with_their_shares() -> None:
    root = Path(kuvend.__file__).parent
    asking = {}
    for path in root.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        if "network_keys" in names:
            asking[str(path.relative_to(root))] = names
    assert asking.keys() == KEYS
    assert not [path for path, names in asking.items() if "network_key" in names]


def test_reports_from_one_site_are_few_however_many_addresses_it_has(house: House, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"complain_of_one": (2, 3600)}
    idea = house.idea()
    form = {"house_rule": "spam", "note": "", "seen_version": "1"}
    for address in SITE:
        Client(REMOTE_ADDR=address).post(f"/en/contributions/{idea.public_id}/report/", form)
    assert Complaint.objects.count() == 8


def test_a_shared_address_is_not_muted_for_the_day(settings: Any) -> None:
    assert settings.KUVEND_LIMITS["complain_of_one"][1] <= 3600


def test_barriers_from_one_site_are_few_however_many_addresses_it_has(settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"report_barrier": (2, 3600)}
    forms = [{"page": "", "words": f"I cannot read it, said {number}."} for number, _address in enumerate(SITE)]
    answers = [
        Client(REMOTE_ADDR=address).post("/en/barriers/report/", form)
        for address, form in zip(SITE, forms, strict=True)
    ]
    assert Barrier.objects.count() == 8
    assert answers[-1].status_code == 429


def test_passwords_that_are_wrong_are_counted_for_the_whole_site(house: House, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"fail_code": (2, 3600)}
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    person.set_password("a long enough password")
    person.save()
    for number, address in enumerate(SITE[:9]):
        guess = {"login": f"victim{number}@example.org", "password": "not the password"}
        Client(REMOTE_ADDR=address).post("/en/account/login/", guess)
    right = {"login": person.email, "password": "a long enough password"}
    assert Client(REMOTE_ADDR=SITE[20]).post("/en/account/login/", right).status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:8::1").post("/en/account/login/", right).status_code == 302


HOME, OTHERS = "192.0.2.7", [f"198.51.{number}.9" for number in range(100)]
PASSWORD = "a long enough password"


@pytest.fixture
def owner(house: House) -> Person:
    """Somebody who signs in with a password."""
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(address: str, password: str = PASSWORD, login: str = "ana@example.org") -> int:
    """Sign in from a network; return the status, 302 when the password was right."""
    client = Client(REMOTE_ADDR=address)
    return int(client.post("/en/account/login/", {"login": login, "password": password}).status_code)


def test_a_stranger_who_guesses_does_not_lock_the_owner_out_of_another_network(owner: Person) -> None:
    guesses = [sign_in(OTHERS[0], f"guess {number}") for number in range(60)]
    assert guesses.count(429) == 55, "five were compared"
    assert sign_in(OTHERS[0]) == 429, "not even the right one counts from there"
    assert [sign_in(HOME) for _ in range(8)] == [302] * 8, "a right one costs nothing"


def test_no_site_uses_up_what_an_account_may_be_tried(owner: Person) -> None:
    for number in range(256):
        sign_in(f"198.51.100.{number}", "guess")
    assert sign_in(HOME) == 302


def test_guesses_from_everywhere_are_bounded_and_the_owner_then_enters_by_a_code(owner: Person) -> None:
    statuses = [
        sign_in(address, "guess", login) for address in OTHERS for login in ("ana@example.org", "ANA@EXAMPLE.ORG")
    ]
    assert len(statuses) - statuses.count(429) == 50
    client = Client(REMOTE_ADDR=HOME)
    refused = client.post("/en/account/login/", {"login": owner.email, "password": PASSWORD})
    assert refused.status_code == 429 and "Sign in with a code" in refused.content.decode()
    client.post("/en/account/login/code/", {"email": owner.email})
    done = client.post("/en/account/login/code/confirm/", {"code": sent_code()})
    assert done.status_code == 302 and client.session["_auth_user_id"] == str(owner.pk)


def test_the_addresses_of_one_account_are_tried_as_one(owner: Person) -> None:
    EmailAddress.objects.create(user=owner, email="ana@example.net", verified=True)
    guesses = [sign_in(OTHERS[0], "guess", f"ana@example.{end}") for end in ("org", "net") * 5]
    assert guesses.count(429) == 5


def test_whoever_sets_a_new_password_by_a_code_begins_anew(owner: Person) -> None:
    for number in range(6):
        sign_in(HOME, f"guess {number}")
    assert sign_in(HOME) == 429
    client, new = Client(REMOTE_ADDR=HOME), "another long enough password"
    client.post("/en/account/password/reset/", {"email": owner.email})
    page = client.post("/en/account/password/reset/confirm/", {"code": sent_code()}, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in(HOME, new) == 302
