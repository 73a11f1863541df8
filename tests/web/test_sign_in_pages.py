"""The pages of the sign-in, the library's too: titles, own words, forms mended by our own summary, no script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.support.house import House, signed_in
from tests.support.letters import sent_code
from tests.support.walking import LIBRARY_PAGES, own_pages
from tests.support.whole_house import WholeHouse

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input(?![^>]*type=\"(?:hidden|submit)\")|select|textarea)\b")
BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
ASK, CONFIRM = "/account/login/code/", "/account/login/code/confirm/"


def title_of(html: str) -> str:
    found = TITLE.search(html)
    assert found
    return re.sub(r"\s+", " ", found[1]).strip()


def sign_in_pages(house: House, language: str) -> dict[str, str]:
    """HTML of every page of the sign-in by its address, those that a form leads to, too."""
    client, pages = signed_in(house.person(), second_factor=False), {}
    with translation.override(language):
        for name in LIBRARY_PAGES:
            answer = (Client() if name in {"account_request_login_code", "account_login"} else client).get(
                reverse(name)
            )
            assert answer.status_code == 200, (name, answer)
            pages[name] = answer.content.decode()
    asking, resetting = Client(), Client()
    asking.post(f"/{language}{ASK}", {"email": "ana@example.org"})
    pages["code"] = asking.get(f"/{language}{CONFIRM}").content.decode()
    pages["wrong code"] = asking.post(f"/{language}{CONFIRM}", {"code": "1"}).content.decode()
    form = {"email": "nobody@example.org"}
    pages["code of a reset"] = resetting.post(
        f"/{language}/account/password/reset/", form, follow=True
    ).content.decode()
    adding = {"email": "new@example.org", "action_add": ""}
    pages["code of an address"] = client.post(f"/{language}/account/email/", adding, follow=True).content.decode()
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_page_of_the_sign_in_has_a_title_of_its_own(house: House, language: str) -> None:
    for name, html in sign_in_pages(house, language).items():
        before, _dot, site = title_of(html).rpartition(" · ")
        assert before.strip(), name
        assert site, name
        assert html.count("<h1") == 1, name
    assert title_of(sign_in_pages(house, "en")["wrong code"]).startswith("Error: Sign in")


@pytest.mark.django_db
def test_no_page_of_the_walk_has_an_empty_or_doubled_title() -> None:
    whole = WholeHouse()
    officials = [signed_in(whole.house.official(role, scope=whole.house.site)) for role in ("operator", "secretariat")]
    clients = [Client(), signed_in(whole.author), *officials]
    with translation.override("en"):
        for name, address in own_pages(whole):
            answers = (client.get(address) for client in clients)
            answer = next((one for one in answers if one.status_code == 200), None)
            if answer is None or not answer["Content-Type"].startswith("text/html"):
                continue
            parts = [part.strip() for part in title_of(answer.content.decode()).split(" · ")]
            assert all(parts), (name, parts)
            assert len(set(parts)) == len(parts), (name, parts)


@pytest.mark.django_db
def test_every_form_in_which_one_types_leaves_its_faults_to_our_own_summary(house: House) -> None:
    pages = sign_in_pages(house, "sq")
    forms = [
        (name, form)
        for name, html in pages.items()
        for form in FORM.findall(html.partition("<main")[2])
        if FIELD.search(form)
    ]
    assert len(forms) > 8
    assert [name for name, form in forms if "novalidate" not in form.partition(">")[0]] == []
    wrong = Client().post(f"/sq{ASK}", {"email": "ana"}).content.decode()
    assert 'role="alert"' in wrong
    assert "Shkruani një adresë të plotë emaili" in wrong


@pytest.mark.django_db
def test_the_picture_for_the_app_is_not_named_by_its_secret(house: House) -> None:
    html = sign_in_pages(house, "en")["mfa_activate_totp"]
    secret = re.search(r'id="authenticator_secret" value="(\w+)"', html)
    assert secret
    assert 'alt="QR code for the app"' in html
    assert f'alt="{secret[1]}"' not in html


@pytest.mark.django_db
def test_what_needs_a_script_is_marked_and_no_word_stands_outside_the_page(house: House) -> None:
    pages = sign_in_pages(house, "en")
    assert [name for name, html in pages.items() if "<noscript" in html] == ["mfa_add_webauthn"]
    inside = pages["mfa_add_webauthn"].partition("<main")[2].partition("</main>")[0]
    assert "<noscript><p" in inside
    login = pages["account_login"]
    assert re.search(r'<section data-script="needed">\s*<h2 id="passkey"', login)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "own", "of_the_library"),
    [
        ("mfa_activate_totp", "Set up an authenticator app", "Activate Authenticator App"),
        ("mfa_index", "Second factor", "Two-Factor Authentication"),
        ("mfa_add_webauthn", "Your name for it", ">Name<"),
    ],
)
def test_english_pages_speak_plainly(house: House, name: str, own: str, of_the_library: str) -> None:
    html = sign_in_pages(house, "en")[name]
    assert own in html
    assert of_the_library not in html


@pytest.mark.django_db
def test_the_label_of_a_passkeys_name_is_albanian_on_an_albanian_page(house: House) -> None:
    html = sign_in_pages(house, "sq")["mfa_add_webauthn"]
    assert "Emri që i jepni" in html
    assert ">Name<" not in html


def test_the_form_of_ones_name_tells_browsers_what_it_asks_for(house: House) -> None:
    from kuvend.publication.portal.forms import ShownNameForm

    html = str(ShownNameForm())
    assert 'autocomplete="nickname"' in html
    assert 'autocomplete="organization"' in html


@pytest.mark.django_db
def test_a_passkeys_challenge_is_limited_by_network_and_kept_for_minutes(settings: Any) -> None:
    from kuvend.foundation.people.models import Session

    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"ask_passkey": (2, 3600)}
    answers = [Client().get("/en/account/2fa/webauthn/login/", headers=BY_SCRIPT).status_code for _ask in range(3)]
    assert answers == [200, 200, 429]
    assert Session.objects.count() == 2
    longest = max(row.expire_date - row.begun_at for row in Session.objects.all())
    assert longest.total_seconds() <= settings.ACCOUNT_LOGIN_TIMEOUT + 1


@pytest.mark.django_db
def test_a_code_of_the_app_counts_once_though_one_that_has_just_ended_is_taken(house: House) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

    person, secret = house.person("ana"), generate_totp_secret()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, secret)
    import time

    just_ended = format_hotp_value(hotp_value(secret, int(time.time()) // 30 - 1))
    answers = []
    for _sign_in in range(2):
        client = Client()
        client.post(f"/en{ASK}", {"email": person.email})
        client.post(f"/en{CONFIRM}", {"code": sent_code(), "action": "verify"})
        answers.append(client.post("/en/account/2fa/authenticate/", {"code": just_ended}).status_code)
    assert answers == [302, 200]
