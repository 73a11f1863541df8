"""A module of the tests in a process and a database of its own: other rooms, other tables than this process has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[2]


@contextmanager
def database(name: str) -> Iterator[str]:
    """The URL of a database of its own, on the server of the tests."""
    server_url, mark, options = os.environ["DATABASE_URL"].partition("?")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server_url.rpartition('/')[0]}/{name}{mark}{options}"
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def said_by(module: str, *arguments: str, home: Path) -> str:
    """What a module of the tests says in a process and a database of its own: nothing when all holds."""
    name = f"rooms_{os.getpid()}"
    with database(name) as url:
        surroundings = {**os.environ, "DATABASE_URL": url, "KUVEND_HOME": str(home)}
        surroundings.pop("DJANGO_SETTINGS_MODULE", None)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", module, *arguments],
            cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False,
        )  # fmt: skip
    return done.stdout + (done.stderr if done.returncode else "")
