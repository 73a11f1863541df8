"""Whoever looks after the machines asks how the instance stands, and sees nothing of people."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kuvend.foundation.core.findings import FAIL
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.models import Person
from kuvend.foundation.record import actions as record
from kuvend.web.serving.figures import figures
from kuvend.web.serving.health.letters import letters
from kuvend.web.serving.limits import troubles
from tests.support.house import House


def test_the_process_says_that_it_lives_without_asking_the_database_whatever_name_it_is_called_by() -> None:
    answer = Client().get("/healthz", headers={"host": "10.0.0.5:8000"})
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert Client().get("/sq/about/", headers={"host": "10.0.0.5:8000"}).status_code == 400


@pytest.mark.django_db
def test_being_ready_tells_the_size_of_the_log_and_what_waits_too_long(house: House) -> None:
    house.idea()
    record.advance(at=house.at)
    Mail.objects.all().delete()
    person = Person.objects.create_user("zzana@example.org")
    Mail.objects.create(key="fact:1:z", person=person, subject="zzsecret", body="Words")
    Mail.objects.update(queued_at=timezone.now() - timedelta(hours=1))
    answer = Client().get("/readyz")
    told = json.loads(answer.content)
    assert (answer.status_code, told["ready"], told["entries"]) == (200, True, 1)
    assert "mail" in told["late"] and told["letter_waiting_seconds"] > 3000
    assert b"zz" not in answer.content


@pytest.mark.django_db
def test_a_database_without_our_tables_is_not_ready() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_head RENAME TO elsewhere")
    answer = Client().get("/readyz")
    assert (answer.status_code, json.loads(answer.content)) == (503, {"ready": False})


@pytest.mark.django_db
def test_the_figures_are_given_to_this_machine_alone_and_not_through_a_proxy_on_it() -> None:
    lines = Client().get("/metrics").content.decode().splitlines()
    assert "kuvend_up 1" in lines and any(line.startswith("kuvend_oldest_job_seconds_mail ") for line in lines)
    assert Client(REMOTE_ADDR="192.0.2.7").get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404


@pytest.mark.django_db
def test_facts_that_wait_letters_given_up_and_periodic_jobs_from_the_future_are_counted(house: House) -> None:
    house.idea()
    person = Person.objects.create_user("ana@example.org")
    Mail.objects.create(key="fact:1:z", person=person, subject="A", body="B", tries=14)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE record_fact SET logged_at = now() - interval '5 minutes'")
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(
            """INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id)
               VALUES ('mail.deliver', extract(epoch FROM now()) + 7200, '')"""
        )
    state = figures()
    assert (state.facts_waiting, state.letters_given_up) == (1, 1)
    assert (state.unsigned_seconds or 0) > 200 and (state.periodic_ahead_seconds or 0) > 7000
    assert {"record", "clock"} <= set(troubles(state))


@pytest.mark.django_db
def test_the_doctor_says_how_many_letters_wait_for_how_long_and_how_many_were_given_up(house: House) -> None:
    assert letters().message == "0 wait, none has left yet"
    person = Person.objects.create_user("ana@example.org")
    for number, minutes in enumerate((40, 5)):
        at = timezone.now() - timedelta(minutes=minutes)
        Mail.objects.create(key=f"fact:{number}:z", person=person, subject="A", body="B", queued_at=at)
    Mail.objects.create(key="fact:9:z", person=person, subject="A", body="B", tries=14)
    assert letters().message == "2 wait, the oldest for 40 min, none has left yet; 1 were given up"
    assert letters().level == FAIL


def test_a_head_request_has_the_length_and_no_body(db: None) -> None:
    whole, head = Client().get("/en/about/"), Client().head("/en/about/")
    assert head["Content-Length"] == str(len(whole.content)) and head.content == b""
