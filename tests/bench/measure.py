"""CPU and wall time of requests to a running site: application and PostgreSQL processes together."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil

Request = Callable[[], tuple[str, str, bytes | None, Mapping[str, str]]]


@dataclass(frozen=True)
class Figures:
    """What a run of requests cost, a request."""

    cpu_ms: float  # web and PostgreSQL together
    web_ms: float
    postgresql_ms: float
    worker_ms: float  # jobs that followed meanwhile, such as the record's sequencer
    median_ms: float
    p95_ms: float
    bytes: int
    requests: int


def cpu_seconds(root: psutil.Process) -> dict[str, float]:
    """CPU used so far, by part: web server, PostgreSQL, job worker (with what supervises them)."""
    parts = {"web": 0.0, "postgresql": 0.0, "worker": 0.0}
    for process in {root, *root.children(recursive=True), *postgres_of(root)}:
        try:
            times, command = process.cpu_times(), " ".join(process.cmdline())
        except psutil.NoSuchProcess:
            continue
        part = "web" if "gunicorn" in command else "postgresql" if "postgres" in process.name() else "worker"
        parts[part] += times.user + times.system
    return parts


def postgres_of(root: psutil.Process) -> list[psutil.Process]:
    """The processes of the embedded server, which runs in a session of its own."""
    home = root.environ().get("KUVEND_HOME", "?")
    servers = [
        process
        for process in psutil.process_iter(["name", "cmdline"])
        if "postgres" in (process.info["name"] or "") and home in " ".join(process.info["cmdline"] or [])
    ]
    return [*servers, *(child for server in servers for child in server.children(recursive=True))]


ROUNDS = 3


def run(root: psutil.Process, port: int, requests: list[Request], *, expect: int) -> Figures:
    """Measure the requests in three rounds and keep the one with the least CPU: other work on the machine only adds."""
    rounds = [one_round(root, port, requests, expect=expect) for _ in range(ROUNDS)]
    return min(rounds, key=lambda figures: figures.cpu_ms)


def one_round(root: psutil.Process, port: int, requests: list[Request], *, expect: int, warm: int = 30) -> Figures:
    """Send `requests` one after the other on one connection; the first `warm` are not counted."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    walls: list[float] = []
    size = 0
    before: dict[str, float] = {}
    for number, request in enumerate(requests):
        if number == warm:
            before = cpu_seconds(root)
        method, path, body, headers = request()
        start = time.perf_counter()
        connection.request(method, path, body, {"Host": f"localhost:{port}", "Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        content = answer.read()
        walls.append((time.perf_counter() - start) * 1000)
        size = len(content)
        if answer.status != expect:
            raise SystemExit(f"{method} {path}: {answer.status} where {expect} was expected")
    counted = len(requests) - warm
    after = cpu_seconds(root)
    web, postgresql, worker = ((after[part] - before[part]) * 1000 / counted for part in after)
    ordered = sorted(walls[warm:])
    median, p95 = statistics.median(ordered), ordered[int(0.95 * counted)]
    return Figures(web + postgresql, web, postgresql, worker, median, p95, size, counted)
