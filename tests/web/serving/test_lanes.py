"""Nothing slow stops everything: each lane of jobs has workers of its own, and requests wait for nobody long."""

from pathlib import Path

import psycopg
import pytest

from kuvend.foundation.core import jobs
from kuvend.web import embedded
from kuvend.web.serving import worker
from tests.support.post_office import post_office
from tests.support.serving import eventually, run, serving


def test_every_job_stands_in_a_lane_that_has_a_worker() -> None:
    from procrastinate.contrib.django import app

    ours = {
        name: task.queue
        for name, task in app.tasks.items()
        if not name.startswith(("builtin:", "procrastinate.", "tests."))
    }
    assert {"record.advance": "record", "mail.deliver": "mail"}.items() <= ours.items()
    assert ours["deliberation.compute_maps"] == "maps"
    assert set(ours.values()) <= set(jobs.LANES), ours
    assert app.tasks["mail.deliver"].lock == "mail"


def test_a_job_of_an_unknown_lane_is_refused_when_it_is_registered() -> None:
    with pytest.raises(KeyError, match="no lane"):
        jobs.job("tests.nowhere", lane="nowhere")


@pytest.mark.slow
def test_while_the_mail_server_hangs_facts_are_placed_and_signed_and_pages_are_read(instance: Path) -> None:
    with post_office(hangs=True) as office, serving(instance, **office.settings) as tree:
        assert run("mandate", "give", "ana@example.org", "operator", home=instance).returncode == 0
        with psycopg.connect(embedded.url(instance), autocommit=True) as database:
            database.execute(
                """INSERT INTO notifications_mail (key, person_id, subject, body, tries)
                   SELECT 'fact:0:x', id, 'A step', 'Words', 0 FROM people_person"""
            )
            eventually(lambda: office.conversations)
            assert run("mandate", "give", "ben@example.org", "operator", home=instance).returncode == 0
            entries = "SELECT count(*) FROM record_fact"
            signed = "SELECT coalesce(max(size), 0) FROM record_checkpoint"
            eventually(lambda: database.execute(entries).fetchone() == database.execute(signed).fetchone())
            assert database.execute("SELECT count(*) FROM notifications_mail WHERE sent_at IS NULL").fetchone() == (1,)
        assert tree.answers()


@pytest.mark.django_db
def test_after_a_clock_was_set_back_periodic_jobs_are_asked_for_again() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id)
               VALUES ('mail.deliver', extract(epoch FROM now()) + 7200, ''),
                      ('mail.remind', extract(epoch FROM now()) - 10, '')"""
        )
        cursor.execute(worker.FORGET)
        cursor.execute("SELECT task_name FROM procrastinate_periodic_defers")
        assert cursor.fetchall() == [("mail.remind",)]
