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

    cpu_ms: float
    median_ms: float
    p95_ms: float
    bytes: int
    requests: int


def cpu_seconds(root: psutil.Process) -> float:
    """CPU used so far by a process and all below it: web, job worker and, started by them, PostgreSQL."""
    total = 0.0
    for process in [root, *root.children(recursive=True), *postgres_of(root)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def postgres_of(root: psutil.Process) -> list[psutil.Process]:
    """The processes of the embedded server, which runs in a session of its own."""
    home = root.environ().get("KUVEND_HOME", "?")
    servers = [
        process
        for process in psutil.process_iter(["name", "cmdline"])
        if "postgres" in (process.info["name"] or "") and home in " ".join(process.info["cmdline"] or [])
    ]
    return [*servers, *(child for server in servers for child in server.children(recursive=True))]


def run(root: psutil.Process, port: int, requests: list[Request], *, expect: int, warm: int = 30) -> Figures:
    """Send `requests` one after the other on one connection; the first `warm` are not counted."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    walls: list[float] = []
    size = 0
    before = 0.0
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
    cpu = (cpu_seconds(root) - before) * 1000 / counted
    ordered = sorted(walls[warm:])
    return Figures(cpu, statistics.median(ordered), ordered[int(0.95 * counted)], size, counted)
