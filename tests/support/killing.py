"""Parts of a serving tree to kill without a warning, and how long the site is silent after that."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
import urllib.request
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import psutil

from tests.support.serving import Served, eventually, kill_database


def kill_web(tree: Served) -> None:
    """Kill the web server's first process; its workers are left behind."""
    _child(tree, "gunicorn").kill()


def kill_web_workers(tree: Served) -> None:
    """Kill every process that answers requests."""
    for worker in _child(tree, "gunicorn").children():
        with contextlib.suppress(psutil.NoSuchProcess):
            worker.kill()


def kill_worker(tree: Served) -> None:
    """Kill the job worker."""
    _child(tree, "serving.worker").kill()


def kill_server(tree: Served) -> None:
    """Kill every process of the database."""
    kill_database(tree.home)


VICTIMS: dict[str, Callable[[Served], None]] = {
    "web server": kill_web,
    "job worker": kill_worker,
    "web workers": kill_web_workers,
    "database": kill_server,
}


def _child(tree: Served, word: str) -> psutil.Process:
    found = eventually(lambda: tree.child(word))
    assert isinstance(found, psutil.Process)
    return found


@dataclass
class Visitor:
    """Reads one page over and over, and notes when it came whole."""

    address: str
    seen: list[float] = field(default_factory=list)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read while the block lasts."""
        ending = threading.Event()
        thread = threading.Thread(target=self._read, args=[ending])
        thread.start()
        try:
            yield
        finally:
            ending.set()
            thread.join()

    def _read(self, ending: threading.Event) -> None:
        while not ending.wait(0.1):
            with contextlib.suppress(OSError, http.client.HTTPException):
                with urllib.request.urlopen(self.address, timeout=10) as page:
                    page.read()
                self.seen.append(time.monotonic())


def longest_silence(good: Sequence[float], start: float, end: float) -> float:
    """The longest time between two good answers from `start` to `end`, both counted as answers."""
    moments = [start, *good[bisect_left(good, start) : bisect_left(good, end)], end]
    return max(later - earlier for earlier, later in pairwise(moments))
