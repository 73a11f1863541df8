"""What errors leave in the log."""

import json
import logging
import sys
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from kuvend.foundation.people.models import Person
from kuvend.web.logs import Calm, Lines, number_request, request_id

# Apart, since a traceback shows the line of the source.
ADDRESS, WORDS = "zzarta@example.org", "One line.\n\nzzsecret line.\n"


def logged() -> str:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Error: %s", ("/sq/",), sys.exc_info())
    return Lines().format(record)


@pytest.mark.django_db
def test_a_traceback_names_the_constraint_and_its_place_and_no_row() -> None:
    Person.objects.create_user(ADDRESS)
    try:
        with transaction.atomic():
            Person.objects.create_user(ADDRESS)
    except IntegrityError:
        text = logged()
    assert "zzarta" not in text
    assert "person_email_once" in text
    assert "in create_user" in text
    assert "The above exception was the direct cause" in text


@pytest.mark.django_db
def test_words_of_many_lines_are_left_out_whole() -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE said (words text CHECK (words = ''))")
            cursor.execute("INSERT INTO said VALUES (%s)", [WORDS])
    except IntegrityError:
        text = logged()
    assert "zzsecret" not in text
    assert "said_words_check" in text


def _record(name: str, level: int, message: str, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord(name, level, __file__, 1, message, (), None)
    record.__dict__.update(extra)
    return record


def test_a_line_of_json_has_time_level_request_and_the_numbers_of_the_security_log() -> None:
    token = request_id.set("")
    number_request("proxy-number-1")
    try:
        event = json.loads(
            Lines("json").format(_record("kuvend.security", logging.INFO, "x", security={"event": "x", "person": 7}))
        )
    finally:
        request_id.reset(token)
    assert datetime.fromisoformat(event["time"]).tzinfo
    assert (event["level"], event["request"], event["person"]) == ("INFO", "proxy-number-1", 7)


def test_a_number_that_could_forge_a_line_is_not_taken_from_the_proxy() -> None:
    token = request_id.set("")
    number_request("forged\n2026 ERROR")
    assert request_id.get().isalnum() and len(request_id.get()) == 16
    request_id.reset(token)


def test_what_was_refused_leaves_one_line_without_a_traceback_and_a_missing_page_none() -> None:
    try:
        raise PermissionError("zzsecret")
    except PermissionError:
        refused = _record("django.request", logging.WARNING, "Forbidden: /sq/desk/", status_code=403)
        refused.exc_info = sys.exc_info()
    assert Calm().filter(refused) and "\n" not in Lines().format(refused)
    assert not Calm().filter(_record("django.request", logging.WARNING, "Not Found: /x", status_code=404))
    host = _record("django.security.DisallowedHost", logging.ERROR, "Invalid HTTP_HOST header: 'zzsecret'.")
    assert Calm().filter(host) and "zzsecret" not in Lines().format(host)


def test_a_fault_of_ours_keeps_its_traceback_and_names_its_place() -> None:
    from kuvend.web.database import positive

    try:
        positive("KUVEND_X", 0)
    except ValueError:
        fault = _record("django.request", logging.ERROR, "Internal Server Error: /sq/", status_code=500)
        fault.exc_info = sys.exc_info()
    assert Calm().filter(fault)
    event = json.loads(Lines("json").format(fault))
    assert event["place"].startswith("web/database.py:") and "in positive" in event["trace"]


def test_who_sent_what_cannot_be_read_is_not_logged() -> None:
    line = Lines().format(_record("gunicorn.error", logging.WARNING, "Invalid request from ip=192.0.2.7: bad"))
    assert "192.0.2.7" not in line and "Invalid request" in line
