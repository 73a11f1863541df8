"""The process tree of `kuvend serve`."""

import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable

from kuvend.web.database import positive, threads
from kuvend.web.serving.children import Child
from kuvend.web.serving.watch import Database

WEB_GRACE = 20  # seconds that requests in hand may take at the end
JOB_GRACE = 20
MOST_REQUESTS = 20_000  # then a web process makes room for a fresh one
LOST_GRACE = 2  # for a worker whose database is gone: it may hang
LOOK_EVERY = 0.2
LOOK_AT_DATABASE_EVERY = 1.0
HOPELESS_AFTER = 8  # starts of a child that each died within a minute


def serve(listener: socket.socket | None, say: Callable[[str], None], *, jobs: bool = True) -> int:
    """Serve until Ctrl-C or SIGTERM; then end web, worker and (by the caller) the database, in this order.

    Without a listener there is no web server, with `jobs=False` no worker. `say` is told the address once it
    answers, and what dies. Returns 0, or 1 when a child cannot be kept alive.
    """
    tree = Tree(listener, say, jobs=jobs)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: tree.ending.set())
    try:
        return tree.run()
    finally:
        tree.stop()


class Tree:
    """The web server, the job worker and the database, tended until told to end."""

    def __init__(self, listener: socket.socket | None, say: Callable[[str], None], *, jobs: bool = True) -> None:
        self._say = say
        self.ending = threading.Event()
        self._listener = listener
        self._address = listener.getsockname() if listener else None
        fd = listener.fileno() if listener else -1
        self._web = Child("web", _web_command(fd), pass_fds=(fd,)) if listener else None
        self._worker = Child("worker", [sys.executable, "-m", "kuvend.web.serving.worker"]) if jobs else None
        self._database = Database(os.environ["DATABASE_URL"])
        self._announced = listener is None
        self._next_look = 0.0

    def run(self) -> int:
        """Start the children and tend them."""
        self._database.came_back()
        for child in self._living():
            child.start()
        while not self.ending.wait(LOOK_EVERY):
            self._tend_database()
            for child in self._living():
                if sentence := child.tend():
                    self._say(sentence)
                if child.deaths >= HOPELESS_AFTER:
                    self._say(f"{child.name} cannot be kept running; `kuvend doctor` may say why")
                    return 1
            self._announce()
        return 0

    def stop(self) -> None:
        """End the children, the web server first: what it has answered is then in the database.

        The address is given up before that: who comes now is refused at once instead of waiting for nobody.
        """
        if self._listener:
            self._listener.close()
        if self._web:
            self._web.stop(WEB_GRACE)
        if self._worker:
            self._worker.stop(JOB_GRACE)
        self._database.close()

    def _tend_database(self) -> None:
        if time.monotonic() < self._next_look:
            return
        if self._database.came_back() and self._worker:
            self._say("the database answers again; the worker starts afresh")
            self._worker.restart(LOST_GRACE)
        self._next_look = time.monotonic() + LOOK_AT_DATABASE_EVERY

    def _living(self) -> list[Child]:
        """The children to keep alive now: without a database the worker could only die, and be given up for it."""
        worker = None if self._database.lost else self._worker
        return [child for child in (self._web, worker) if child]

    def _announce(self) -> None:
        """Print the address once, when it answers."""
        if self._announced or self._address is None or not _answers(self._address):
            return
        self._announced = True
        host, port = self._address[:2]
        name = "localhost" if host in ("127.0.0.1", "::1") else host
        self._say(f"Kuvend answers on http://{name}:{port} (Ctrl-C stops it)")


def _answers(address: tuple[str, int]) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104 (only compared)
    asking = http.client.HTTPConnection(host, address[1], timeout=1)
    try:
        asking.request("GET", "/healthz")
        asking.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
    return True


def _web_command(fd: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "kuvend.web.wsgi:application"),
        *("--config", "python:kuvend.web.serving.gunicorn", "--bind", f"fd://{fd}"),
        *("--worker-class", "gthread", "--workers", str(positive("KUVEND_WEB_PROCESSES", 2))),
        *("--threads", str(threads()), "--max-requests", str(MOST_REQUESTS)),
        *("--max-requests-jitter", str(MOST_REQUESTS // 10)),
        *("--graceful-timeout", str(WEB_GRACE - 5), "--timeout", "60", "--no-control-socket"),
    ]
