"""When the database is held by somebody else, a request gives up soon, loses no word and says so."""

from __future__ import annotations

import os
import re

import psycopg
import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import translation

from kuvend.web.database import PATIENCE, database
from kuvend.web.logs import Calm, Lines
from tests.support.house import House, signed_in

WORDS = "People wait in the dark at the stop of the bus line every evening."


def test_requests_wait_less_long_than_jobs_and_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = database("postgresql://a@b/c")["OPTIONS"]["options"]
    monkeypatch.setenv("KUVEND_PART", "web")
    web = database("postgresql://a@b/c")["OPTIONS"]["options"]
    for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
        assert f"-c {name}={PATIENCE['web'][name]}" in web
        assert f"-c {name}={PATIENCE[''][name]}" in jobs
    with psycopg.connect(os.environ["DATABASE_URL"], options=web) as asked:
        assert asked.execute("show lock_timeout").fetchone() == ("3s",)


def test_the_pool_follows_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUVEND_POOL")
    monkeypatch.setenv("KUVEND_PART", "web")
    monkeypatch.setenv("KUVEND_WEB_THREADS", "16")
    assert database("postgresql://a@b/c")["OPTIONS"]["pool"]["max_size"] == 16
    monkeypatch.setenv("KUVEND_WEB_THREADS", "many")
    with pytest.raises(ValueError, match="KUVEND_WEB_THREADS must be a whole number above 0"):
        database("postgresql://a@b/c")


@pytest.mark.django_db(transaction=True)
def test_a_form_that_waits_for_a_lock_is_given_back_with_its_words_and_can_be_sent_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(house.person(), second_factor=False)
    client.raise_request_exception = False
    with translation.override("en"):
        address = reverse("new_idea", args=[house.activity.public_id])
    fields = {"title": "Lights at the stop", "body": WORDS, "category": "other", "place": "Vlorë"}
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"]) as other:
            other.execute("SELECT 1 FROM processes_activity FOR UPDATE")
            told = client.post(address, fields)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    shown = told.content.decode()
    assert (told.status_code, told["Retry-After"]) == (503, "5")
    assert "Your words are still in the form" in shown
    assert f'action="{address}"' in shown
    for name, value in fields.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in shown
    logged = [
        Lines().format(record) for record in caplog.records if record.levelname == "ERROR" and Calm().filter(record)
    ]
    assert len(logged) == 1 and "(database busy or away: 55P03, " in logged[0]
    assert WORDS not in logged[0]


@pytest.mark.django_db
def test_a_page_that_could_not_be_read_offers_to_be_loaded_again_and_keeps_no_password(rf: object) -> None:
    from kuvend.web import errors

    def answer(request: object) -> str:
        try:
            raise OperationalError("canceling statement due to lock timeout")
        except OperationalError:
            return errors.server_error(request).content.decode()  # type: ignore[arg-type]

    assert 'href="/en/search/?q=x"' in answer(rf.get("/en/search/?q=x"))  # type: ignore[attr-defined]
    posted = answer(rf.post("/en/account/login/", {"login": "a@b.example", "password": "zzsecret"}))  # type: ignore[attr-defined]
    assert "zzsecret" not in posted and not re.search(r'name="login"', posted)
