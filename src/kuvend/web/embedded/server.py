"""Start, share and stop the embedded server."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import errors

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.embedded import cluster, locks
from kuvend.web.embedded.owner import Owner, owner_for
from kuvend.web.embedded.places import DATABASE, MAJOR, Places, binaries, places, url
from kuvend.web.embedded.trouble import explained

START_SECONDS = 300  # recovery after a crash may read much
ENDING_SECONDS = 60  # how long a dying server may keep its folder


def ensure_running(home: Path, *, durable: bool = True) -> str:
    """Start the server of `home` unless it runs, and return its DATABASE_URL; it outlives this process.

    `durable=False` (tests only) gives up safety in a power cut for speed. Raises UsageProblem with one line
    when the folder, the disk or the system cannot be used.
    """
    here = _prepared(home)
    with locks.alone(here.lock):
        _start(here, durable)
    return url(here.home)


@contextmanager
def running(home: Path, *, durable: bool = True) -> Iterator[str]:
    """Use the server of `home`: started when needed, and stopped at the end by its last user.

    Yields the DATABASE_URL. Raises UsageProblem as `ensure_running` does.
    """
    here = _prepared(home)
    with locks.alone(here.lock):
        using = locks.shared(here.users)
        try:
            _start(here, durable)
        except BaseException:
            using.close()
            raise
    try:
        yield url(here.home)
    finally:
        using.close()
        stop_when_unused(home)


def stop_when_unused(home: Path) -> bool:
    """Stop the server unless a process still uses it; tell whether it is stopped."""
    here = places(home)
    if not here.data.is_dir():
        return True
    with locks.alone(here.lock):
        if not locks.is_free(here.users):
            return False
        _stop(here)
    return True


def stop(home: Path) -> None:
    """Stop the server of `home`, whoever uses it; nothing happens when none runs."""
    here = places(home)
    if here.data.is_dir():
        with locks.alone(here.lock):
            _stop(here)


def _prepared(home: Path) -> Places:
    """Return the places of `home` once its folder and locks can be used."""
    here = places(home)
    try:
        here.home.mkdir(parents=True, exist_ok=True)
        for path in (here.lock, here.users):
            path.touch()
    except OSError as error:
        raise explained(here.home, error) from error
    return here


def _start(here: Places, durable: bool) -> None:
    if _answers(here):
        return
    try:
        owner = owner_for(here.home, binaries())
        _check(here, owner)
        _make_socket_folder(here, owner)
        if not (here.data / "PG_VERSION").exists():
            cluster.create(here, owner, binaries())
        cluster.configure(here, owner, durable=durable)
        if not _answers_after_ending(here):
            _launch(here, owner)
        _create_database(here)
    except (OSError, psycopg.Error) as error:
        raise explained(here.data, error) from error


def _check(here: Places, owner: Owner) -> None:
    """Refuse a data folder that this start could only spoil."""
    if not here.data.exists():
        return
    if not here.data.is_dir():
        raise explained(here.data, "not a directory")
    if here.data.stat().st_uid not in (owner.uid, os.geteuid()):
        raise explained(here.data, "wrong ownership")
    version = here.data / "PG_VERSION"
    if version.exists() and version.read_text().strip() != MAJOR:
        raise explained(here.data, "incompatible with server")


def _make_socket_folder(here: Places, owner: Owner) -> None:
    """Make the socket's folder private; under /tmp another account may have been there first."""
    here.socket.mkdir(mode=0o700, exist_ok=True)
    status = here.socket.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (owner.uid, os.geteuid()):
        raise UsageProblem(f"{here.socket} is needed for the database's socket but belongs to another account.")
    owner.give(here.socket)
    here.socket.chmod(0o700)


def _answers(here: Places) -> bool:
    """Tell whether the server answers; one that is just starting is waited for."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url(here.home, "postgres"), connect_timeout=5).close()
        except errors.CannotConnectNow as error:  # starting up, recovering or shutting down
            if time.monotonic() > until:
                raise explained(here.data, error) from error
            time.sleep(0.05)
        except psycopg.OperationalError as error:
            if "starting up" in str(error) or "recovery" in str(error):
                time.sleep(0.05)
                continue
            return False
        else:
            return True


def _answers_after_ending(here: Places) -> bool:
    """Wait until a server that is ending has left the folder; tell whether it answers after all."""
    until = time.monotonic() + ENDING_SECONDS
    while holders := cluster.live_processes(here):
        if _answers(here):
            return True
        if time.monotonic() > until:
            raise UsageProblem(
                f"The database in {here.data} is held by processes that do not answer; end {sorted(holders)}."
            )
        time.sleep(0.05)
    return False


def _launch(here: Places, owner: Owner) -> None:
    cluster.forget_dead(here)
    result = owner.run(
        [
            binaries() / "pg_ctl",
            "start",
            "-w",
            "-t",
            str(START_SECONDS),
            "-s",
            "-D",
            here.data,
            "-l",
            here.log,
        ]
    )
    if result.returncode:
        log = here.log.read_text(errors="replace")[-4000:] if here.log.exists() else ""
        raise explained(here.data, f"{result.stdout}\n{log}")


def _create_database(here: Places) -> None:
    with psycopg.connect(url(here.home, "postgres"), autocommit=True) as connection:
        row = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
        if not row:
            connection.execute(f"create database {DATABASE}")


def _stop(here: Places) -> None:
    """Stop by fast shutdown, then drop the socket's folder when it is the short one."""
    if cluster.live_processes(here) or _answers(here):
        owner = owner_for(here.home, binaries())
        owner.run(
            [
                binaries() / "pg_ctl",
                "stop",
                "-w",
                "-t",
                str(ENDING_SECONDS),
                "-s",
                "-m",
                "fast",
                "-D",
                here.data,
            ]
        )
    if here.socket.parent != here.home:
        shutil.rmtree(here.socket, ignore_errors=True)
