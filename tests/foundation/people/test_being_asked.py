"""Authorisation is asked, not remembered: factors that exist now, sessions that end, proof before a change."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.people.actions import give_mandate
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.browsers import browser_in_words
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.letters import send_waiting
from kuvend.foundation.people.models import DoorLetter, HandedSecret, Person, Session
from kuvend.foundation.people.vouching import confirm, give_by_address, hand_in_secret, make_secret
from tests.support.at_once import at_once
from tests.support.house import House, signed_in
from tests.support.letters import sent_code

pytestmark = pytest.mark.django_db
DESK, SECOND = "/en/desk/", "/en/me/second-factor/"
ASK, CONFIRM = "/en/account/login/code/", "/en/account/login/code/confirm/"


def official(house: House) -> tuple[Person, Client]:
    person = house.official(Role.MODERATOR, scope=house.site)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person, signed_in(person)


def opens(client: Client) -> bool:
    answer = client.get(DESK, follow=True)
    return answer.request["PATH_INFO"].startswith(DESK) and answer.status_code == 200


def test_a_mandate_counts_only_while_the_factor_that_was_used_exists(house: House) -> None:
    person, client = official(house)
    assert opens(client)
    Authenticator.objects.all().delete()
    Authenticator.objects.create(user=person, type="totp", data={})  # another one since: it was not used here
    assert client.get(DESK)["Location"].startswith(SECOND)


def test_a_factor_of_another_account_opens_nothing(house: House) -> None:
    _person, client = official(house)
    Authenticator.objects.update(user=house.person())
    assert client.get(DESK)["Location"].startswith(SECOND)


def test_a_factor_that_was_used_hours_ago_is_asked_for_again(house: House, settings: Any) -> None:
    _person, client = official(house)
    settings.KUVEND_MANDATE_HOURS = 2
    with time_machine.travel(now() + timedelta(hours=1)):
        assert opens(client)
    with time_machine.travel(now() + timedelta(hours=3)):
        assert client.get(DESK)["Location"].startswith(SECOND)


def test_a_mandate_is_dormant_until_its_secret_was_typed(house: House) -> None:
    person, client = official(house)
    Person.objects.update(vouched_at=None)
    assert client.get(DESK, follow=True).redirect_chain[-1][0] == "/en/me/mandate-secret/"
    secret = make_secret(actor=HOUSE, person=person, at=now())
    assert secret not in str(HandedSecret.objects.values_list())
    assert client.post("/en/me/mandate-secret/", {"secret": "0000-0000-0000-0000"}).status_code == 422
    assert client.post("/en/me/mandate-secret/", {"secret": secret})["Location"] == DESK
    assert opens(client)
    assert not HandedSecret.objects.exists()


def test_the_secret_of_another_or_an_old_one_vouches_for_nobody(house: House) -> None:
    person, _client = official(house)
    other, _other_client = official(house)
    secret = make_secret(actor=HOUSE, person=other, at=now())
    make_secret(actor=HOUSE, person=person, at=now())
    with pytest.raises(NotAllowed, match="not the secret"):
        hand_in_secret(secret, person=person, at=now())
    with pytest.raises(NotAllowed, match="not the secret"):
        hand_in_secret(secret, person=other, at=now() + timedelta(days=15))
    hand_in_secret(secret, person=other, at=now())
    with pytest.raises(NotAllowed, match="not the secret"):
        hand_in_secret(secret, person=other, at=now())


def test_a_secret_is_tried_ten_times_a_day(house: House) -> None:
    person, _client = official(house)
    secret = make_secret(actor=HOUSE, person=person, at=now())
    for _try in range(10):
        with pytest.raises(NotAllowed, match="not the secret"):
            hand_in_secret("0" * 16, person=person, at=now())
    with pytest.raises(TooOften):
        hand_in_secret(secret, person=person, at=now())


def test_nobody_vouches_for_themselves_and_only_who_gives_the_mandate_for_another(house: House) -> None:
    operator, moderator = house.official(Role.OPERATOR, scope=house.site), house.official(Role.MODERATOR)
    for actor, person in ((house.actor(operator), operator), (house.actor(moderator), house.official(Role.MODERATOR))):
        with pytest.raises(NotAllowed):
            make_secret(actor=actor, person=person, at=house.at)
    Authenticator.objects.create(user=moderator, type="totp", data={})
    confirm(actor=house.actor(operator), person=moderator, at=house.at)
    moderator.refresh_from_db()
    assert moderator.vouched_at == house.at


def test_whoever_may_not_give_all_mandates_of_somebody_vouches_for_none_of_them(house: House) -> None:
    operator, secretariat = house.official(Role.OPERATOR, scope=house.site), house.official(Role.SECRETARIAT)
    known = {"language": "en", "at": house.at, "scope": house.scope, "from_date": house.at.date()}
    theirs = make_secret(actor=HOUSE, person=operator, at=house.at)
    given = give_by_address(actor=house.actor(secretariat), address=operator.email, role=Role.MODERATOR, **known)
    assert given.secret == ""
    Authenticator.objects.create(user=operator, type="totp", data={})
    for deed in (make_secret, confirm):
        with pytest.raises(NotAllowed, match="operator"):
            deed(actor=house.actor(secretariat), person=operator, at=house.at)
    operator.refresh_from_db()
    assert operator.vouched_at is None
    hand_in_secret(theirs, person=operator, at=house.at)


def test_a_mandate_that_asks_more_is_not_opened_by_an_earlier_word(house: House) -> None:
    operator, secretariat = house.official(Role.OPERATOR, scope=house.site), house.official(Role.SECRETARIAT)
    Person.objects.update(vouched_at=house.at, vouched_by_house=True)
    known = {"address": "new@example.org", "language": "en", "at": house.at, "from_date": house.at.date()}
    first = give_by_address(actor=house.actor(secretariat), role=Role.MODERATOR, scope=house.scope, **known)
    person = first.mandate.person
    Authenticator.objects.create(user=person, type="totp", data={})
    hand_in_secret(first.secret, person=person, at=house.at)
    higher = give_by_address(actor=house.actor(operator), role=Role.OPERATOR, scope=house.site, **known)
    assert higher.secret
    person.refresh_from_db()
    assert person.vouched_at is None
    hand_in_secret(higher.secret, person=person, at=house.at)
    again = give_by_address(actor=house.actor(operator), role=Role.SECRETARIAT, scope=house.site, **known)
    assert again.secret == ""


def test_nobody_gives_themselves_a_mandate_nor_one_of_the_past(house: House) -> None:
    operator = house.official(Role.OPERATOR, scope=house.site)
    known = {"actor": house.actor(operator), "role": "moderator", "scope": house.scope, "at": house.at}
    with pytest.raises(NotAllowed, match="themselves"):
        give_mandate(**known, person=operator, from_date=house.at.date())
    with pytest.raises(NotAllowed, match="today or later"):
        give_mandate(**known, person=house.person(), from_date=house.at.date() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="within five years"):
        give_mandate(**known, person=house.person(), from_date=house.at.date() + timedelta(days=9 * 365))
    person = house.person()
    give_mandate(**known, person=person, from_date=house.at.date())
    with pytest.raises(NotAllowed, match="already"):
        give_mandate(**known, person=person, from_date=house.at.date())


def test_when_the_last_factor_goes_the_mandates_are_dormant(house: House) -> None:
    person, client = official(house)
    prove(client)
    assert client.post("/en/account/2fa/totp/deactivate/").status_code == 302
    person.refresh_from_db()
    assert person.vouched_at is None
    assert client.get(DESK)["Location"].startswith(SECOND)


def prove(client: Client) -> None:
    """As the library keeps that somebody has just proved again who they are."""
    session = client.session
    session["account_authentication_methods"] = [
        *session["account_authentication_methods"],
        {"method": "mfa", "at": time.time(), "reauthenticated": True},
    ]
    session.save()


def test_a_changed_factor_password_or_address_ends_the_other_sessions(house: House) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    EmailAddress.objects.create(user=person, email="second@example.org", verified=True)
    new = "a long enough password"
    changes = [
        ("/en/account/email/", {"email": "second@example.org", "action_primary": ""}),
        ("/en/account/email/", {"email": "ana@example.org", "action_remove": ""}),
        ("/en/account/password/set/", {"password1": new, "password2": new}),
    ]
    for address, form in changes:
        person.refresh_from_db()
        mine, other = signed_in(person, second_factor=False), signed_in(person, second_factor=False)
        assert other.get("/en/me/").status_code == 200
        assert mine.post(address, form).status_code == 302
        assert other.get("/en/me/").status_code == 302
        assert mine.get("/en/me/").status_code == 200


def test_a_session_that_is_written_while_it_is_ended_is_over_all_the_same(house: House) -> None:
    person = house.person()
    thief, owner = signed_in(person, second_factor=False), signed_in(person, second_factor=False)
    row = Session.objects.get(session_key__in=[key_of(thief)])
    owner.post("/en/me/sessions/", {"all": "yes"})
    row.save(force_insert=True)
    assert thief.get("/en/me/").status_code == 302
    assert owner.get("/en/me/").status_code == 200


def key_of(client: Client) -> str:
    from kuvend.foundation.people.sessions import key_digest

    return key_digest(client.cookies[django_settings.SESSION_COOKIE_NAME].value)


def test_the_page_of_sessions_names_browsers_and_ends_one_or_all_others(house: House) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0")
    phone.post(ASK, {"email": person.email})
    phone.post(CONFIRM, {"code": sent_code(), "action": "verify"})
    mine, third = signed_in(person, second_factor=False), signed_in(person, second_factor=False)
    page = mine.get("/en/me/sessions/").content.decode()
    assert "Firefox, Android" in page
    assert page.count("this one") == 1
    mine.post("/en/me/sessions/", {"session": key_of(phone)})
    assert phone.get("/en/me/").status_code == 302
    assert third.get("/en/me/").status_code == 200
    mine.post("/en/me/sessions/", {"all": "yes"})
    assert third.get("/en/me/").status_code == 302
    assert mine.get("/en/me/").status_code == 200
    stranger = signed_in(house.person(), second_factor=False)
    stranger.post("/en/me/sessions/", {"session": key_of(mine)})
    assert mine.get("/en/me/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36", "Chrome, Linux"),
        ("curl/8", "an unknown browser"),
    ],
)
def test_a_browser_is_named_as_one_would_say_it(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words


def test_the_table_of_sessions_opens_none_and_shows_no_code(client: Client) -> None:
    client.post(ASK, {"email": "zzarta@example.org"})
    letter = DoorLetter.objects.get()
    rows = repr(list(Session.objects.values_list()))
    code = sent_code()
    assert not DoorLetter.objects.exists()
    assert not [part for part in (code, "zzarta") if part in rows or part in letter.sealed]
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    assert cookie not in rows
    assert Session.objects.get().expire_date < now() + timedelta(minutes=16)


def test_what_changes_an_account_asks_for_proof_first(house: House) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client = signed_in(person, second_factor=False)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 3600}]
    session.save()
    for address in ("email/", "password/set/", "2fa/totp/activate/", "2fa/webauthn/add/"):
        asked = client.get(f"/en/account/{address}")
        assert asked["Location"] == f"/en/me/prove/?next=%2Fen%2Faccount%2F{address.replace('/', '%2F')}"
    client.post("/en/me/prove/", {"next": "/en/account/email/"})
    code = sent_code()
    assert mail.outbox[-1].to == ["ana@example.org"]
    assert client.post("/en/me/prove/", {"code": "00000000", "next": "/en/account/email/"}).status_code == 422
    assert (
        client.post("/en/me/prove/", {"code": code, "next": "/en/account/email/"})["Location"] == "/en/account/email/"
    )
    assert client.get("/en/account/email/").status_code == 200


def test_whoever_has_a_factor_is_asked_for_it_and_not_for_the_mailbox(house: House) -> None:
    person, client = official(house)
    person.set_password("a long enough password")
    assert "/2fa/reauthenticate/" in client.get("/en/me/prove/?next=/en/account/email/")["Location"]
    assert "/2fa/reauthenticate/" in client.get("/en/account/reauthenticate/")["Location"]
    form = {"email": "thief@example.org", "action_add": ""}
    assert "reauthenticate" in client.post("/en/account/email/", form)["Location"]


def test_the_proof_leads_to_no_other_site(house: House) -> None:
    client = signed_in(house.person(), second_factor=False)
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        page = client.get("/en/me/prove/", {"next": elsewhere}).content.decode()
        assert 'name="next" value="/"' in page


@pytest.fixture
def stolen(house: House) -> Iterator[tuple[Person, str]]:
    """An account whose first address a thief at an open session has replaced; the letter's way back."""
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    thief = signed_in(person, second_factor=False)
    thief.post("/en/account/email/", {"email": "thief@example.org", "action_add": ""})
    thief.post("/en/account/confirm-email/", {"code": sent_code(), "action": "verify"})
    thief.post("/en/account/email/", {"email": "thief@example.org", "action_primary": ""})
    thief.post("/en/account/email/", {"email": "ana@example.org", "action_remove": ""})
    send_waiting(at=now())
    Authenticator.objects.create(user=person, type="totp", data={})
    letter = next(one for one in mail.outbox if "first address was ana@example.org" in one.body)
    assert letter.to == ["ana@example.org"]
    yield person, next(line for line in letter.body.splitlines() if "/way-back/" in line).partition("/en/")[2]


def test_the_letter_to_the_old_address_gives_the_account_back_once(stolen: tuple[Person, str]) -> None:
    person, way = stolen
    owner = Client()
    assert "ana@example.org" in owner.get(f"/en/{way}").content.decode()
    assert owner.post(f"/en/{way}").status_code == 200
    person.refresh_from_db()
    assert person.email == "ana@example.org"
    assert list(EmailAddress.objects.filter(user=person).values_list("email", flat=True)) == ["ana@example.org"]
    assert not Authenticator.objects.filter(user=person).exists()
    assert not Session.objects.filter(person=person).exists()
    assert owner.post(f"/en/{way}").status_code == 404


def test_the_way_back_ends_after_three_days_and_names_nobody(stolen: tuple[Person, str]) -> None:
    _person, way = stolen
    assert "ana" not in way
    assert Client().get("/en/way-back/gAAAA-not-sealed/").status_code == 404
    with time_machine.travel(now() + timedelta(days=4)):
        assert Client().get(f"/en/{way}").status_code == 404


def test_a_further_address_is_told_to_the_first_with_a_way_back(stolen: tuple[Person, str]) -> None:
    told = [one for one in mail.outbox if one.subject == "An address was added to your account"]
    assert [one.to for one in told] == [["ana@example.org"]]
    assert "/way-back/" in told[0].body


def test_letters_about_factors_hold_no_way_to_take_them_away(house: House) -> None:
    person, client = official(house)
    prove(client)
    client.post("/en/account/2fa/totp/deactivate/")
    send_waiting(at=now())
    assert mail.outbox
    assert not [one for one in mail.outbox if "/way-back/" in one.body]
    assert person.email in mail.outbox[-1].to


def test_sessions_of_an_erased_account_are_gone(house: House) -> None:
    person = house.person()
    here, elsewhere = signed_in(person, second_factor=False), signed_in(person, second_factor=False)
    assert Session.objects.filter(person=person).count() == 2
    here.post("/en/me/erase/", {"words": "stay", "sure": "on"})
    assert not Session.objects.filter(person__isnull=False).exists()
    assert elsewhere.get("/en/me/").status_code == 302


def test_the_language_of_letters_is_chosen(house: House) -> None:
    person = house.person()
    client = signed_in(person, second_factor=False)
    assert client.post("/en/me/language/", {"language": "xx"}).status_code == 422
    assert client.post("/en/me/language/", {"language": "en"}).status_code == 302
    person.refresh_from_db()
    assert person.language == "en"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("right_last", [False, True])
def test_of_twenty_four_guesses_at_once_three_are_compared(right_last: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="kuvend.security")
    asking = Client()
    asking.post(ASK, {"email": "arta@example.org"})
    right = sent_code()
    cookies = asking.cookies
    wrong = [f"{(int(right) + one) % 100_000_000:08}" for one in range(1, 25)]

    def guess(code: str) -> None:
        client = Client()
        client.cookies = cookies
        client.post(CONFIRM, {"code": code, "action": "verify"})

    assert not at_once([partial(guess, code) for code in wrong])
    said = [record.getMessage().split()[0] for record in caplog.records if record.name == "kuvend.security"]
    assert said.count("code_wrong") == 3
    assert said.count("too_often") == 21
    if right_last:
        asking.post(CONFIRM, {"code": right, "action": "verify"})
        assert asking.get("/en/me/").status_code == 302


def test_wrong_codes_are_counted_for_an_account_over_all_its_codes(settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"try_account": (4, 3600), "ask_code": (100, 900)}
    for _code in range(2):
        guesser = Client()
        guesser.post(ASK, {"email": "arta@example.org"})
        wrong = f"{(int(sent_code()) + 1) % 100_000_000:08}"
        for _try in range(2):
            guesser.post(CONFIRM, {"code": wrong, "action": "verify"})
    guesser = Client()
    guesser.post(ASK, {"email": "arta@example.org"})
    answer = guesser.post(CONFIRM, {"code": sent_code(), "action": "verify"})
    assert answer.status_code == 429
    assert "Try again after" in answer.content.decode()


def test_wrong_codes_from_elsewhere_do_not_lock_an_owner_out(house: House) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    for network in range(8):
        stranger = Client(REMOTE_ADDR=f"10.0.{network}.1")
        stranger.post(ASK, {"email": person.email})
        wrong = f"{(int(sent_code()) + 1) % 100_000_000:08}"
        for _try in range(3):
            stranger.post(CONFIRM, {"code": wrong, "action": "verify"})
    owner = Client(REMOTE_ADDR="192.168.7.7")
    owner.post(ASK, {"email": person.email})
    owner.post(CONFIRM, {"code": sent_code(), "action": "verify"})
    assert owner.get("/en/me/").status_code == 200


def test_letters_to_addresses_that_are_nobodys_are_not_kept(house: House) -> None:
    from django.core.mail import EmailMessage

    from kuvend.foundation.notifications.mailbox import Mailbox, forget_unowned
    from kuvend.foundation.notifications.models import Delivered

    person = house.person("ana")
    asked = EmailMessage("Code", "1", to=["new@example.org"])
    asked.person_id = person.pk  # type: ignore[attr-defined]
    Mailbox().send_messages([asked, EmailMessage("Code", "2", to=["mistyped@example.org"])])
    assert forget_unowned(at=now()) == 0
    assert forget_unowned(at=now() + timedelta(days=2)) == 1
    assert Delivered.objects.get().person == person
    person.delete()
    assert not Delivered.objects.exists()


@pytest.mark.parametrize("has", ["nothing", "password", "factor"])
def test_a_session_that_was_left_open_neither_erases_an_account_nor_takes_what_is_kept(house: House, has: str) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if has == "password":
        person.set_password("a long enough password")
        person.save()
    if has == "factor":
        Authenticator.objects.create(user=person, type="totp", data={})
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    way = "/en/me/prove/" if has == "nothing" else "/en/account/reauthenticate/"
    for page in ("me/data/", "me/openings/", "me/erase/"):
        assert client.get(f"/en/{page}")["Location"].startswith(f"{way}?next=%2Fen%2Fme%2F")
    assert client.post("/en/me/erase/", {"words": "too", "sure": "on"})["Location"].startswith(way)
    assert Person.objects.filter(pk=person.pk).exists()


def test_every_address_of_an_erased_account_is_told_and_nothing_of_the_letters_stays(house: House) -> None:
    person = house.person("ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    EmailAddress.objects.create(user=person, email="second@example.org", verified=True)
    client = signed_in(person, second_factor=False)
    assert client.post("/en/me/erase/", {"words": "stay", "sure": "on"}).status_code == 200
    assert send_waiting(at=now()) == 2
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([address], "Your account was erased") for address in ("ana@example.org", "second@example.org")
    ]
    assert not DoorLetter.objects.exists()
