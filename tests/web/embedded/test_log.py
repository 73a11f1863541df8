"""What the embedded server writes into its log."""

import os
import time
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from kuvend.foundation.people.models import Person


@pytest.mark.django_db
def test_the_log_of_the_database_names_what_failed_and_nobody() -> None:
    Person.objects.create_user("zzarta@example.org")
    with pytest.raises(IntegrityError, match="zzarta"), transaction.atomic():
        Person.objects.create_user("zzarta@example.org")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO people_person (email) VALUES ('zzarta@example.org')")
    time.sleep(0.5)  # the log is written by a process of its own
    logged = "".join(path.read_text() for path in Path(os.environ["KUVEND_TEST_HOME"]).glob("pg/log/*.log"))
    assert "person_email_once" in logged
    assert "zzarta" not in logged
