"""Run a part of the tests against a PostgreSQL server as an operator has one: reached by DATABASE_URL, with a password.

It is the machine's own PostgreSQL where there is one of version 15 or newer (Debian keeps it in /usr/lib/postgresql),
else the embedded one's programs, started as a plain server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from kuvend.web.embedded.owner import Owner, owner_for
from kuvend.web.embedded.places import binaries
from tests.support.serving import free_port

OLDEST = 15
PASSWORD = "geheim"
TESTS = (
    "tests/foundation/record",
    "tests/foundation/core",
    "tests/foundation/people",
    "tests/foundation/notifications/test_deliver.py",
    "tests/web/test_busy.py",
    "tests/web/test_probes.py",
)


def programs() -> Path:
    """The folder of the newest server that is installed, else of the embedded one."""
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    fit = [path for path in installed if int(path.parent.name) >= OLDEST]
    return max(fit, key=lambda path: int(path.parent.name), default=binaries())


@contextmanager
def server() -> Iterator[str]:
    """Its URL while the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="kuvend-server-", dir="/tmp"))
    folder.chmod(0o755)
    tools, port = programs(), free_port()
    owner = owner_for(folder, tools)
    data, secret = folder / "data", folder / "secret"
    secret.write_text(PASSWORD)
    data.mkdir(mode=0o700)
    for path in (data, secret):
        owner.give(path)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    try:
        _run(owner, tools / "initdb", "-D", data, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}", *UTF8)
        _run(owner, tools / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", data / "log", "-o", options)
        url = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}"
        with psycopg.connect(f"{url}/postgres", autocommit=True) as database:
            database.execute("CREATE DATABASE kuvend")
        yield f"{url}/kuvend"
    finally:
        owner.run([tools / "pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", data])
        shutil.rmtree(folder, ignore_errors=True)


UTF8 = ("--encoding=UTF8", "--locale=C.UTF-8")


def _run(owner: Owner, *command: str | Path) -> None:
    done = owner.run(list(command))
    if done.returncode:
        raise SystemExit(done.stdout)


def main() -> int:
    """Run the tests there, with what the command line hands on to pytest, and return its exit code."""
    with server() as url:
        print(f"The tests of the database, against {programs()} by DATABASE_URL", flush=True)
        env = os.environ | {"KUVEND_TEST_DATABASE_URL": url}
        command = [sys.executable, "-m", "pytest", "-q", *sys.argv[1:], *TESTS]
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
