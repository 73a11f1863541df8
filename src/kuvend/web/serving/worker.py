"""The job worker of `kuvend serve`: one process in which each lane has a worker of its own.

A lane that is busy or hangs keeps no other one waiting: it has its own threads and fetches its own jobs.
"""

import asyncio
import copy
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.db import connection
from procrastinate import App, periodic
from procrastinate.psycopg_connector import PsycopgConnector

from kuvend.foundation.core.jobs import LANES

GRACE = 15.0  # seconds that jobs in hand may take at the end
DEFERRING = "house"  # the lane whose worker asks for the periodic jobs
FORGET = "DELETE FROM procrastinate_periodic_defers WHERE defer_timestamp > extract(epoch FROM now()) + 60"
OLDER = ("default",)  # queues of earlier versions, emptied by the same lane


def main() -> None:
    """Work until SIGTERM; ends with an error when a lane cannot go on, and the supervisor starts it again."""
    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params

    forget_the_future()
    # Each lane listens on a connection and needs another to fetch and to finish its jobs.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=len(LANES), max_size=2 * len(LANES) + 2)
    with app.replace_connector(connector) as whole:
        asyncio.run(_work(whole))


def forget_the_future() -> None:
    """Forget periodic jobs asked for at moments yet to come: a clock that was set back would leave them all out."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
    connection.close()


async def _work(app: App) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(sum(LANES.values()) + 2))
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    async with app.open_async():
        lanes = [asyncio.create_task(_lane(app, name, number)) for name, number in LANES.items()]
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, lambda: [lane.cancel() for lane in lanes])
        ended, rest = await asyncio.wait(lanes, return_when=asyncio.FIRST_COMPLETED)
        ended_by_itself = not any(lane.cancelled() for lane in ended)
        for lane in rest:
            lane.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
    if ended_by_itself:
        sys.exit(1)


async def _lane(app: App, name: str, concurrency: int) -> None:
    own = copy.copy(app)
    if name != DEFERRING:  # one of them is enough
        own.periodic_registry = periodic.PeriodicRegistry()  # type: ignore[no-untyped-call]
    await own.run_worker_async(
        queues=[name, *OLDER] if name == DEFERRING else [name],
        name=name,
        concurrency=concurrency,
        delete_jobs="successful",
        shutdown_graceful_timeout=GRACE,
        install_signal_handlers=False,
    )


if __name__ == "__main__":
    main()
