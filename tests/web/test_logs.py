"""What errors leave in the log."""

import logging
import sys

import pytest
from django.db import IntegrityError, connection, transaction

from kuvend.foundation.people.models import Person
from kuvend.web.logs import WithoutRows

# Apart, since a traceback shows the line of the source.
ADDRESS, WORDS = "zzarta@example.org", "One line.\n\nzzsecret line.\n"


def logged() -> str:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Error: %s", ("/sq/",), sys.exc_info())
    return WithoutRows().format(record)


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
