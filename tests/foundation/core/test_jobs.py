"""Jobs are asked for by name, after commit, and never twice while they wait."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kuvend.foundation.core import jobs as door
from tests.support.jobs import Jobs, in_a_thread

ran: list[dict[str, object]] = []


@door.job("tests.note")
def note(**kwargs: object) -> None:
    ran.append(kwargs)


@door.job("tests.chain")
def chain() -> None:
    door.ask("tests.note", step="after")


@pytest.fixture(autouse=True)
def _forget() -> None:
    ran.clear()


@pytest.mark.django_db(transaction=True)
def test_a_job_is_asked_for_when_the_transaction_commits(jobs: Jobs) -> None:
    with transaction.atomic():
        door.ask("tests.note")
        assert jobs.waiting() == []
    assert jobs.waiting() == ["tests.note"]


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_failed_is_never_asked_for(jobs: Jobs) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        door.ask("tests.note")
        raise ZeroDivisionError
    assert jobs.waiting() == []


@pytest.mark.django_db(transaction=True)
def test_the_same_wake_up_waits_once_and_other_arguments_wait_beside_it(jobs: Jobs) -> None:
    for _ in range(2):
        with transaction.atomic():
            door.ask("tests.note", id=1)
            door.ask("tests.note", id=1)
            door.ask("tests.note", id=2)
    assert jobs.waiting() == ["tests.note", "tests.note"]


@pytest.mark.django_db(transaction=True)
def test_a_wake_up_survives_the_rollback_of_an_inner_block_that_asked_first(jobs: Jobs) -> None:
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            door.ask("tests.note")
            raise ZeroDivisionError
        door.ask("tests.note")
    assert jobs.waiting() == ["tests.note"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_runs_what_waits_with_its_arguments(jobs: Jobs) -> None:
    door.ask("tests.note", id=7)
    jobs.run_worker()
    assert ran == [{"id": 7}]
    assert "tests.note" not in jobs.waiting()  # a periodic job may have been asked for meanwhile


@pytest.mark.django_db
def test_jobs_run_in_the_test_until_none_waits(jobs: Jobs, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        door.ask("tests.chain")
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run()
    jobs.run()
    assert ran == [{"step": "after"}]


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_died_runs_again(jobs: Jobs) -> None:
    door.ask("tests.note")
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing'")
    assert jobs.waiting() == []
    _retry_stalled()
    jobs.run_worker()
    assert ran == [{}]
    assert not ProcrastinateJob.objects.filter(status="doing").exists()


@pytest.mark.django_db(transaction=True)
def test_a_cut_job_whose_twin_waits_is_dropped(jobs: Jobs) -> None:
    door.ask("tests.note")
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing'")
    door.ask("tests.note")
    _retry_stalled()
    assert ProcrastinateJob.objects.count() == 1
    assert jobs.waiting() == ["tests.note"]


def _retry_stalled() -> None:
    in_a_thread(lambda: async_to_sync(door.retry_stalled.func)(timestamp=0))
