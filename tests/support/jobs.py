"""Jobs in tests: nothing runs by itself; the test says when."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest


def in_a_thread(work: Callable[[], None]) -> None:
    """Do what runs an event loop of its own; in this thread a browser of an earlier test may still have one."""
    from django.db import connections

    def and_close() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(and_close).result()


@dataclass(frozen=True)
class Jobs:
    """The job queue of one test."""

    def waiting(self) -> list[str]:
        """Return the names of the jobs asked for by committed transactions, oldest first."""
        from procrastinate.contrib.django.models import ProcrastinateJob

        rows = ProcrastinateJob.objects.filter(status="todo").order_by("id")
        return list(rows.values_list("task_name", flat=True))

    def run(self, name: str | None = None, **kwargs: Any) -> None:
        """Run the job `name` here and now, in the test's own transaction; without a name, all that wait.

        In a test of one transaction wrap the deeds in `django_capture_on_commit_callbacks(execute=True)`
        so that jobs are asked for.
        """
        from kuvend.foundation.core import jobs

        if name is not None:
            jobs.registered()[name](**kwargs)
            return
        for _ in range(100):
            if not self._run_waiting():
                return
        raise AssertionError(f"jobs ask for jobs without end: {self.waiting()}")

    def run_worker(self) -> None:
        """Run a real worker until the queue is empty; only in tests with real transactions."""
        from procrastinate.contrib.django import app

        def work() -> None:
            with app.replace_connector(app.connector.get_worker_connector()):
                app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)

        in_a_thread(work)

    def _run_waiting(self) -> bool:
        from django.db import connection
        from procrastinate.contrib.django.models import ProcrastinateJob

        from kuvend.foundation.core import jobs

        rows = list(ProcrastinateJob.objects.filter(status="todo").order_by("id").values("id", "task_name", "args"))
        with connection.cursor() as cursor:
            for row in rows:
                cursor.execute("delete from procrastinate_jobs where id = %s", [row["id"]])
                jobs.registered()[row["task_name"]](**row["args"])
        return bool(rows)


@pytest.fixture
def jobs(db: None) -> Jobs:
    """The job queue: `jobs.run()`, `jobs.run("record.advance")`, `jobs.waiting()`, `jobs.run_worker()`.

    It starts empty: Django does not clear procrastinate's tables after a test with real transactions.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    return Jobs()
