"""The database: version, tables, clock, and what works in it or holds it up."""

import os
from datetime import UTC, datetime

import psycopg

from kuvend.foundation.core.findings import FAIL, NOTE, OK, Finding
from kuvend.foundation.core.jobs import LANES
from kuvend.web.serving.figures import figures
from kuvend.web.serving.limits import AHEAD_SECONDS, JOB_SECONDS, TRANSACTION_SECONDS

OLDEST_POSTGRESQL = 15
SLOWEST_CLOCK = 5.0  # seconds between this machine and the database
LATE_SECONDS = 180.0  # since a periodic job was asked for; one is every ten seconds


def postgresql(url: str) -> Finding:
    """Look at the server's version."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        number = connection.info.server_version
    origin = "embedded" if os.environ.get("KUVEND_EMBEDDED") else "from DATABASE_URL"
    level = OK if number // 10_000 >= OLDEST_POSTGRESQL else FAIL
    message = f"{number // 10_000}.{number % 10_000}, {origin}"
    return Finding("PostgreSQL", level, message, f"use version {OLDEST_POSTGRESQL} or newer")


def tables(url: str) -> Finding:
    """Compare the tables with those of this version."""
    from kuvend.web.serving import schema

    if unknown := schema.unknown():
        message = f"were brought up by a newer version ({unknown[-1]})"
        return Finding("tables", FAIL, message, "install that version, or restore the backup made before it")
    missing = schema.pending()
    message = f"{len(missing)} migrations are missing" if missing else "are those of this version"
    return Finding("tables", FAIL if missing else OK, message, "run `kuvend serve` or `kuvend manage migrate`")


def clock(url: str) -> Finding:
    """Compare the clocks of this machine and the database."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute("select clock_timestamp()").fetchone()
    apart = abs((datetime.now(UTC) - row[0]).total_seconds()) if row else 0.0
    level = OK if apart <= SLOWEST_CLOCK else FAIL
    return Finding("clock", level, f"{apart:.1f} s from the database's", "set both clocks by NTP")


def worker() -> Finding:
    """Look whether every lane works and no job waits for long."""
    state = figures()
    late = {lane: age for lane, age in state.oldest_job_seconds.items() if age > JOB_SECONDS}
    waits = ", ".join(f"a job of {lane} waits since {age:.0f} s" for lane, age in late.items())
    if not state.workers_alive:
        message = f"does not run, and {waits}" if late else "does not run"
        return Finding("worker", FAIL if late else NOTE, message, "`kuvend serve` starts it")
    if late or state.workers_alive < len(LANES):
        message = waits or f"{state.workers_alive} of {len(LANES)} lanes give a sign of life"
        return Finding("worker", FAIL, message, "look at its log; what hangs there hangs alone")
    return Finding("worker", OK, f"{len(LANES)} lanes, a sign of life {state.worker_silent_seconds or 0:.0f} s ago")


def periodic_jobs() -> Finding:
    """Look whether jobs are asked for by the clock: after it was set back none would be until it has caught up."""
    state = figures()
    ahead, late = state.periodic_ahead_seconds or 0, state.periodic_late_seconds or 0
    if ahead > AHEAD_SECONDS:
        message = f"were asked for {ahead:.0f} s from now: the clock was set back"
        return Finding("periodic jobs", FAIL, message, "start `kuvend serve` again")
    if state.workers_alive and late > LATE_SECONDS:
        return Finding("periodic jobs", FAIL, f"were asked for {late:.0f} s ago", "start `kuvend serve` again")
    return Finding("periodic jobs", OK, "follow the clock")


def transactions() -> Finding:
    """Look for a transaction that somebody left open: it holds back the live maps of votes."""
    oldest = figures().oldest_transaction_seconds or 0
    level = FAIL if oldest > TRANSACTION_SECONDS else OK
    todo = "votes are counted only behind it; end it (pg_stat_activity, pg_terminate_backend)"
    return Finding("transactions", level, f"the oldest is {oldest:.0f} s old" if oldest else "none is open", todo)


def demonstration() -> Finding:
    """Look for accounts whose password is printed for all to see."""
    from django.conf import settings

    from kuvend.foundation.people.queries import simulated_people_can_sign_in

    if not simulated_people_can_sign_in():
        return Finding("people", OK, "no account of the demonstration")
    if settings.KUVEND_DEMO:
        return Finding("people", NOTE, "this is the demonstration", "never for real people")
    todo = "use another database; this one is served on this machine only, with KUVEND_DEMO=1"
    return Finding("people", FAIL, "accounts of the demonstration can sign in", todo)
