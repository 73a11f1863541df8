"""Sign-in by code: one page for known and new, stopped when a network asks or guesses too often."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kuvend.foundation.core import limits
from kuvend.foundation.core.clock import now
from kuvend.foundation.people.actions import forget_sessions, forget_unconfirmed
from kuvend.foundation.people.models import DoorLetter, Person, Session
from kuvend.foundation.people.network import client_address
from tests.support.house import House
from tests.support.letters import sent_code

ASK = "/en/account/login/code/"
CONFIRM = "/en/account/login/code/confirm/"


@pytest.mark.django_db
def test_a_new_address_gets_its_account_with_the_code(client: Any) -> None:
    client.post(ASK, {"email": "Arta@Example.org"})
    answer = client.post(CONFIRM, {"code": sent_code(), "action": "verify"})
    assert answer.status_code == 302
    assert client.get("/en/me/").status_code == 200
    assert Person.objects.get().email == "arta@example.org"


@pytest.mark.django_db
def test_known_and_new_addresses_get_the_same_answer(client: Any, house: House) -> None:
    known = client.post(ASK, {"email": house.person("arta").email})
    new = client.post(ASK, {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])


@pytest.mark.django_db
def test_asking_for_codes_stops_with_the_time_to_try_again(client: Any, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"ask_network": (2, 3600)}
    for number in range(2):
        Client().post(ASK, {"email": f"a{number}@example.org"})
    answer = client.post(ASK, {"email": "a3@example.org"})
    assert "Try again after" in answer.content.decode()
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert DoorLetter.objects.count() == 2


@pytest.mark.django_db
def test_one_address_gets_three_codes_in_a_quarter_of_an_hour_however_it_is_written(client: Any) -> None:
    for written in ("arta@example.org", "Arta@Example.org", "arta@ｅxample.org"):
        assert Client().post(ASK, {"email": written}).status_code == 302
    assert client.post(ASK, {"email": "arta@example.org"}).status_code == 429
    assert client.post(ASK, {"email": "ben@example.org"}).status_code == 302


@pytest.mark.django_db
def test_a_hall_behind_one_address_signs_in_since_only_what_is_in_vain_counts(settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"ask_network": (2, 3600)}
    for number in range(6):
        visitor = Client()
        visitor.post(ASK, {"email": f"a{number}@example.org"})
        assert visitor.post(CONFIRM, {"code": sent_code(), "action": "verify"}).status_code == 302
        assert visitor.get("/en/me/").status_code == 200


@pytest.mark.django_db
def test_a_network_that_guesses_is_stopped_even_with_the_right_code(client: Any, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"fail_code": (2, 3600)}
    client.post(ASK, {"email": "arta@example.org"})
    right = sent_code()
    wrong = "00000000" if right != "00000000" else "11111111"
    for number in range(2):
        guesser = Client()
        guesser.post(ASK, {"email": f"victim{number}@example.org"})
        guesser.post(CONFIRM, {"code": wrong, "action": "verify"})
    answer = client.post(CONFIRM, {"code": right, "action": "verify"})
    assert "Try again after" in answer.content.decode()
    assert client.get("/en/me/").status_code == 302


def test_an_account_nobody_confirmed_is_forgotten_and_no_other(house: House) -> None:
    mistyped, member = house.person("mistyped"), house.official("moderator")
    confirmed = house.person("confirmed", last_login=house.at)
    Person.objects.update(joined_at=house.at - timedelta(days=2))
    forget_unconfirmed(at=house.at)
    assert set(Person.objects.values_list("pk", flat=True)) == {member.pk, confirmed.pk}
    assert mistyped.pk not in {member.pk, confirmed.pk}


def test_old_counts_are_forgotten(house: House) -> None:
    limits.count("support", "1", at=house.at - timedelta(days=1))
    limits.count("support", "1", at=house.at)
    assert limits.forget_old(at=house.at) == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [(0, "6.6.6.6", "10.0.0.1"), (1, "6.6.6.6, 7.7.7.7", "7.7.7.7"), (2, "6.6.6.6, 7.7.7.7", "6.6.6.6"), (1, "", "")],
)
def test_only_trusted_proxies_are_believed(settings: Any, proxies: int, forwarded: str, address: str) -> None:
    settings.KUVEND_PROXIES = proxies
    assert client_address({"HTTP_X_FORWARDED_FOR": forwarded, "REMOTE_ADDR": "10.0.0.1"}) == address


@pytest.mark.django_db
def test_a_session_keeps_no_address_and_goes_when_it_is_over(client: Any) -> None:
    client.post(ASK, {"email": "arta@example.org"})
    assert Session.objects.get().expire_date < now() + timedelta(hours=1)
    client.post(CONFIRM, {"code": sent_code(), "action": "verify"})
    assert client.get("/en/me/").status_code == 200
    assert Session.objects.get().expire_date > now() + timedelta(days=13)
    assert "arta@" not in repr([session.get_decoded() for session in Session.objects.all()])
    assert forget_sessions(at=now()) == 0
    assert forget_sessions(at=now() + timedelta(days=15)) == 1


@pytest.mark.django_db(transaction=True)
def test_asking_for_the_first_code_many_times_at_once_makes_one_account() -> None:
    answers: list[int] = []
    start = threading.Barrier(5)

    def ask() -> None:
        start.wait()
        answers.append(Client().post(ASK, {"email": "arta@example.org"}).status_code)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 302, 302, 429, 429]  # three letters in a quarter of an hour
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_no_network_address_is_stored_and_counts_that_are_over_go(settings: Any) -> None:
    settings.KUVEND_PROXIES = 1
    Client(REMOTE_ADDR="10.0.0.1").post(ASK, {"email": "arta@example.org"}, headers={"x-forwarded-for": "203.0.113.77"})
    assert len(kept_keys()) > 2
    assert not [key for key in kept_keys() if "203.0.113" in key or "10.0.0" in key]
    limits.forget_old(at=now() + timedelta(days=1))
    assert kept_keys() == []


def kept_keys() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache UNION ALL SELECT key FROM core_limit")
        return [key for (key,) in cursor.fetchall()]
