"""The only door to procrastinate: jobs by name, asked for after commit, with a periodic safety net.

A wake-up says "there may be work", never what the work is: the job finds that in the database, so a wake-up
may be lost or come twice. Each app's `tasks.py` registers its jobs with `job` and `every`; procrastinate
imports them.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

log = logging.getLogger(__name__)
Job = TypeVar("Job", bound=Callable[..., object])

STALLED_SECONDS = 30  # without a heartbeat of its worker, which sends one every 10
KEPT_HOURS = 7 * 24

# Each lane is a queue with workers of its own, so that nothing slow in one holds up another: how many jobs run at once.
LANES = {"record": 1, "mail": 1, "codes": 2, "maps": 1, "house": 2}

_registered: dict[str, Callable[..., object]] = {}


def job(name: str, *, lane: str = "house", lock: str | None = None) -> Callable[[Job], Job]:
    """Register a function as the job `name` ("record.advance") and return it unchanged.

    Its arguments must be JSON values. It must be idempotent: after a crash it runs again. Of the jobs with the same
    `lock` one runs at a time, whatever number of workers and machines there is. Raises KeyError for an unknown lane.
    """
    if lane not in LANES:
        raise KeyError(f"{name}: there is no lane {lane}")

    def register(function: Job) -> Job:
        def run(**kwargs: Any) -> None:
            kwargs.pop("timestamp", None)  # what a periodic job is given
            function(**kwargs)

        _registered[name] = function
        app.task(name=name, queue=lane, lock=lock, queueing_lock=_lock(name, {}))(run)
        return function

    return register


def every(cron: str, name: str) -> None:
    """Ask for the registered job `name`, without arguments, by a cron line.

    Seconds are a SIXTH field: `* * * * * */10` is every ten seconds. One that still waits is not asked
    for again.
    """
    app.periodic(cron=cron, queueing_lock=_lock(name, {}))(app.tasks[name])


def ask(name: str, **kwargs: Any) -> None:
    """Ask for a job once the running transaction has committed (at once when there is none).

    Never fails the caller: a wake-up that cannot be kept is logged, and the periodic one follows.
    Asked twice in a transaction, or while the same one waits, it runs once.
    """
    wakeup = _Wakeup(name, json.dumps(kwargs, sort_keys=True))
    open_savepoints = set(connection.savepoint_ids)
    for savepoints, waiting, *_ in connection.run_on_commit:
        if waiting == wakeup and savepoints <= open_savepoints:
            return
    transaction.on_commit(wakeup, robust=True)


def registered() -> dict[str, Callable[..., object]]:
    """Return the registered jobs by name."""
    return dict(_registered)


@dataclass(frozen=True)
class _Wakeup:
    name: str
    arguments: str

    def __call__(self) -> None:
        kwargs = json.loads(self.arguments)
        deferrer = app.configure_task(self.name, queueing_lock=_lock(self.name, kwargs))
        try:
            if connection.in_atomic_block:  # only in tests, whose transaction must outlive a refusal
                with transaction.atomic():
                    deferrer.defer(**kwargs)
            else:
                deferrer.defer(**kwargs)
        except exceptions.AlreadyEnqueued:
            pass


def _lock(name: str, kwargs: dict[str, Any]) -> str:
    return f"{name} {json.dumps(kwargs, sort_keys=True)}" if kwargs else name


@app.periodic(cron="* * * * * */15")
@app.task(name="jobs.retry_stalled", queue="house", queueing_lock="jobs.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """Put jobs back whose worker died in the middle of them; one whose twin already waits is dropped."""
    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await app.job_manager.retry_job(stalled)
        except exceptions.UniqueViolation:
            await app.job_manager.finish_job(stalled, Status.FAILED, delete_job=True)
        log.warning("job %s (%s) was cut short and runs again", stalled.id, stalled.task_name)


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.forget_old", queue="house", queueing_lock="jobs.forget_old")
async def forget_old(timestamp: int) -> None:
    """Delete jobs that ended a week ago, failed ones too."""
    await app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
