"""The checks of `kuvend doctor`: each looks at one thing and says what to do about it."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from kuvend.web.cli.environment import home

OK, NOTE, FAIL = "ok", "note", "FAIL"
OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRESQL = 15
LEAST_FREE = 1 << 30  # bytes
SLOWEST_CLOCK = 5.0  # seconds between this machine and the database
SILENT_WORKER = 60.0  # seconds since a heartbeat; one is sent every 10
LONGEST_WAIT = 120.0  # seconds that a ready job may wait


@dataclass(frozen=True)
class Finding:
    """What one check found; `todo` is said when it is not ok."""

    name: str
    level: str
    said: str
    todo: str = ""

    def __str__(self) -> str:
        more = f": {self.todo}" if self.todo and self.level != OK else ""
        return f"{self.level:5}{self.name:13}{self.said}{more}"


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    level = OK if sys.version_info[:2] >= OLDEST_PYTHON else FAIL
    return Finding("Python", level, version, "install Python 3.11 or newer and run `make setup` again")


def _home() -> Finding:
    folder = home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding("data folder", FAIL, f"{folder}: {error.strerror}", "set KUVEND_HOME to one of your own")
    return Finding("data folder", OK, str(folder))


def _disk() -> Finding:
    place = next(folder for folder in (home(), *home().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    level = OK if free >= LEAST_FREE else FAIL
    return Finding("free disk", level, f"{free / (1 << 30):.1f} GiB", "free some space: 1 GiB at least")


def _texts() -> Finding:
    package = Path(__file__).resolve().parents[2]
    sources = sorted(package.rglob("locale/*/LC_MESSAGES/*.po"))
    old = [
        source
        for source in sources
        if not (compiled := source.with_suffix(".mo")).exists() or compiled.stat().st_mtime < source.stat().st_mtime
    ]
    said = f"{len(sources) - len(old)} of {len(sources)} catalogues compiled"
    return Finding("texts", FAIL if old else OK, said, "run `make setup`")


def _mail() -> Finding:
    sender = os.environ.get("KUVEND_SMTP_HOST")
    if sender:
        return Finding("mail", OK, f"leaves through {sender}")
    return Finding("mail", NOTE, "is kept in the instance and leaves it nowhere", "set KUVEND_SMTP_HOST to send it")


def _secret_key() -> Finding:
    if os.environ.get("KUVEND_SECRET_KEY"):
        return Finding("secret key", OK, "from KUVEND_SECRET_KEY")
    path = home() / "secret-key"
    if not path.exists():
        return Finding("secret key", OK, "is made at the first start")
    level = FAIL if path.stat().st_mode & 0o077 else OK
    return Finding("secret key", level, str(path), f"others can read it: chmod 600 '{path}'")


def _postgresql(url: str) -> Finding:
    with psycopg.connect(url, connect_timeout=5) as connection:
        number = connection.info.server_version
    which = "embedded" if os.environ.get("KUVEND_EMBEDDED") else "from DATABASE_URL"
    level = OK if number // 10_000 >= OLDEST_POSTGRESQL else FAIL
    said = f"{number // 10_000}.{number % 10_000}, {which}"
    return Finding("PostgreSQL", level, said, f"use version {OLDEST_POSTGRESQL} or newer")


def _tables(url: str) -> Finding:
    from kuvend.web.serving import schema

    missing = schema.pending()
    said = f"{len(missing)} migrations are missing" if missing else "are those of this version"
    return Finding("tables", FAIL if missing else OK, said, "run `kuvend serve` or `kuvend manage migrate`")


def _clock(url: str) -> Finding:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute("select clock_timestamp()").fetchone()
    apart = abs((datetime.now(UTC) - row[0]).total_seconds()) if row else 0.0
    level = OK if apart <= SLOWEST_CLOCK else FAIL
    return Finding("clock", level, f"{apart:.1f} s from the database's", "set both clocks by NTP")


def _worker(url: str) -> Finding:
    with psycopg.connect(url, connect_timeout=5) as connection:
        if not connection.execute("select to_regclass('procrastinate_workers')").fetchone()[0]:  # type: ignore[index]
            return Finding("worker", NOTE, "has no tables yet", "run `kuvend serve`")
        silent, waiting = connection.execute(WORKER_STATE).fetchone() or (None, None)
    if silent is not None and silent < SILENT_WORKER:
        return Finding("worker", OK, f"gave a sign of life {silent:.0f} s ago")
    late = waiting is not None and waiting > LONGEST_WAIT
    said = f"does not run, and a job waits since {waiting:.0f} s" if late else "does not run"
    return Finding("worker", FAIL if late else NOTE, said, "`kuvend serve` starts it")


def _record(url: str) -> Finding:
    """Say whether the log is signed and read: a refusal and a reaction that stands still are told nowhere else."""
    from kuvend.foundation.record.queries import reactions_state
    from kuvend.foundation.record.signing import refusal
    from kuvend.web.serving import schema

    if schema.pending():
        return Finding("record", NOTE, "has no tables of this version yet", "run `kuvend serve`")
    if reason := refusal():
        return Finding("record", FAIL, f"IS NOT SIGNED ANY MORE. {reason}")
    still = [state for state in reactions_state() if state.failed_at]
    if still:
        said = "; ".join(f"{one.name} fails since {one.failed_at:%Y-%m-%d %H:%M} UTC ({one.failure})" for one in still)
        return Finding("record", FAIL, said, "what it does waits: mend the cause, it goes on by itself")
    return Finding("record", OK, "continues what was signed before")


def _deliberations(url: str) -> Finding:
    """Say whether votes are counted: the next statements are drawn by the priorities of the latest map."""
    from kuvend.participation.deliberation.queries.tending import backlog
    from kuvend.web.serving import schema

    if schema.pending():
        return Finding("votes", NOTE, "have no tables of this version yet", "run `kuvend serve`")
    found = backlog(datetime.now(UTC))
    counted = f"counted last {found.counted_at:%Y-%m-%d %H:%M} UTC" if found.counted_at else "nothing was counted yet"
    said = f"{counted}; open deliberations: {found.open}, to be counted: {found.waiting}"
    level = FAIL if found.oldest > LONGEST_WAIT else OK
    return Finding("votes", level, said, "votes are kept and wait: look at the worker")


WORKER_STATE = """
    select (select extract(epoch from now() - max(last_heartbeat))::float from procrastinate_workers),
           (select extract(epoch from now() - min(e.at))::float
              from procrastinate_jobs j join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
             where j.status = 'todo' and (j.scheduled_at is null or j.scheduled_at < now()))
"""
SURROUNDINGS: tuple[Callable[[], Finding], ...] = (_python, _home, _disk, _texts, _mail, _secret_key)
DATABASE: tuple[Callable[[str], Finding], ...] = (_postgresql, _tables, _clock, _worker, _record, _deliberations)
