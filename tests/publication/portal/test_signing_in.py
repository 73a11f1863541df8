"""Signing in: a code by mail makes the account; a password and a second factor are there for who wants them."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from kuvend.foundation.core.clock import now
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.letters import send_waiting
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.vouching import make_secret
from tests.support.letters import sent_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_is_kept_here(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ask_code(client: Client, language: str, email: str) -> str:
    response = client.post(
        f"/{language}/account/login/code/", {"email": email, "next": f"/{language}/me/"}, follow=True
    )
    assert response.status_code == 200
    assert 'name="code"' in response.content.decode()
    return sent_code()


@pytest.mark.parametrize(
    ("language", "subject", "greeting"),
    [("sq", "Kodi juaj për të hyrë", "Faqja ime"), ("en", "Your code to sign in", "My page")],
)
def test_a_new_address_gets_a_code_and_with_it_an_account_in_its_language(
    language: str, subject: str, greeting: str
) -> None:
    client = Client()
    code = ask_code(client, language, "Ana@Example.org")
    assert mail.outbox[-1].subject == subject
    assert mail.outbox[-1].to == ["ana@example.org"]
    response = client.post(f"/{language}/account/login/code/confirm/", {"code": code}, follow=True)
    assert f"<h1>{greeting}</h1>" in response.content.decode()
    person = Person.objects.get()
    assert (person.email, person.language) == ("ana@example.org", language)
    assert EmailAddress.objects.get(user=person).verified


def test_a_wrong_code_is_said_at_its_field_and_lets_nobody_in() -> None:
    client = Client()
    code = ask_code(client, "en", "ana@example.org")
    wrong = f"{(int(code) + 1) % 100_000_000:08}"
    html = client.post("/en/account/login/code/confirm/", {"code": wrong}).content.decode()
    assert "This is not the code." in html
    assert 'role="alert"' in html
    assert client.get("/en/me/").status_code == 302


def test_a_known_address_sees_the_same_pages_as_a_new_one() -> None:
    Person.objects.create_user("known@example.org")
    pages = []
    for email in ("known@example.org", "fresh@example.org"):
        client = Client()
        response = client.post("/en/account/login/code/", {"email": email}, follow=True)
        html = re.sub(r'value="[^"]{16,}"', "", response.content.decode()).replace(email, "")
        pages.append((response.redirect_chain, html))
    assert pages[0] == pages[1]
    send_waiting(at=now())
    assert [letter.subject for letter in mail.outbox] == ["Your code to sign in"] * 2


def test_a_password_signs_in_too() -> None:
    person = Person.objects.create_user("ana@example.org", "a long enough password")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client = Client()
    assert 'type="password"' in client.get("/en/account/login/").content.decode()
    form = {"login": "ana@example.org", "password": "a long enough password"}
    assert client.post("/en/account/login/", form).headers["Location"] == "/en/me/"


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.django_db(transaction=True)  # what follows a new factor is done when it is kept
def test_a_second_factor_and_the_secret_of_the_mandate_open_the_desk(house: Any) -> None:
    official = house.official(Role.INSTITUTION_OFFICER)
    EmailAddress.objects.create(user=official, email=official.email, verified=True, primary=True)
    secret = make_secret(actor=HOUSE, person=official, at=now())
    client = Client()
    code = ask_code(client, "en", official.email)
    client.post("/en/account/login/code/confirm/", {"code": code})
    assert client.get("/en/desk/").headers["Location"] == "/en/me/second-factor/?next=/en/desk/"
    seed = seed_of(client)
    client.post("/en/account/2fa/totp/activate/", {"code": code_of(seed)})
    assert client.get("/en/me/second-factor/").headers["Location"] == "/en/me/mandate-secret/"
    assert client.post("/en/me/mandate-secret/", {"secret": "WRONG-WRONG-WRONG"}).status_code == 422
    response = client.post("/en/me/mandate-secret/", {"secret": secret.lower().replace("-", " ")}, follow=True)
    assert (response.redirect_chain[-1][0], response.status_code) == ("/en/desk/", 200)


def seed_of(client: Client) -> str:
    """The seed that the page for the authenticator app shows."""
    html = client.get("/en/account/2fa/totp/activate/").content.decode()
    return re.search(r'id="authenticator_secret" value="(\w+)"', html)[1]  # type: ignore[index]


def test_who_has_a_second_factor_is_asked_for_it_at_sign_in(house: Any) -> None:
    person = house.person("officer")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    code = ask_code(client, "en", person.email)
    response = client.post("/en/account/login/code/confirm/", {"code": code}, follow=True)
    assert "Second factor" in response.content.decode()
    assert client.get("/en/me/").status_code == 302


def test_letters_about_the_account_name_no_network_address() -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    code = ask_code(client, "en", "ana@example.org")
    client.post("/en/account/login/code/confirm/", {"code": code})
    new = "a long enough password"
    client.post("/en/account/password/set/", {"password1": new, "password2": new})
    send_waiting(at=now())
    assert mail.outbox[-1].subject == "Password Set"
    assert "203.0.113.9" not in mail.outbox[-1].body
    assert "If this was not you" in mail.outbox[-1].body


@pytest.mark.parametrize("asked", ["password/reset/", "email/"])
def test_every_code_is_eight_digits_as_its_page_says(asked: str) -> None:
    client = Client()
    code = ask_code(client, "en", "ana@example.org")
    client.post("/en/account/login/code/confirm/", {"code": code})
    asking = Client() if asked == "password/reset/" else client
    email = "ana@example.org" if asked == "password/reset/" else "new@example.org"
    html = asking.post(f"/en/account/{asked}", {"email": email, "action_add": ""}, follow=True).content.decode()
    assert "Eight digits." in html
    send_waiting(at=now())
    assert re.search(r"^(Your code: )?\d{8}$", mail.outbox[-1].body, re.MULTILINE)


def test_there_is_no_separate_sign_up() -> None:
    response = Client().get("/en/account/signup/", follow=True)
    assert "No separate sign-up" in response.content.decode()
