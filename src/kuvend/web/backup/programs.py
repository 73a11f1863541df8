"""PostgreSQL's own programs, from the wheel; a password goes by the environment, which no list of processes shows."""

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.embedded.places import binaries

NAMES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
# What a server older than the programs does not know; it stands in the first lines of a script.
NEWER = (b"SET transaction_timeout",)
HEAD_LINES = 60


def dump(url: str, target: Path, *, snapshot: str) -> None:
    """Write the database as it is in an exported snapshot. Raises UsageProblem."""
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    _run([*command, f"--file={target}"], url)


def load(url: str, source: Path) -> None:
    """Read a dump into an empty database, whole or not at all. Raises UsageProblem."""
    restore = [_program("pg_restore"), "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(source)]
    psql = [_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with subprocess.Popen(restore, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as script:  # noqa: S603
        into = subprocess.Popen(  # noqa: S603
            psql, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(url)
        )
        assert script.stdout and script.stderr and into.stdin and into.stderr
        try:
            for _line in range(HEAD_LINES):
                line = script.stdout.readline()
                into.stdin.write(b"" if line.startswith(NEWER) else line)
            shutil.copyfileobj(script.stdout, into.stdin)
            into.stdin.close()
        except BrokenPipeError:
            pass  # psql says below why it stopped
        errors = into.stderr.read().decode(errors="replace")
        if into.wait():
            raise UsageProblem(f"the dump cannot be restored: {_last_line(errors)}")
        errors = script.stderr.read().decode(errors="replace")
    if script.returncode:
        raise UsageProblem(f"the dump cannot be read: {_last_line(errors)}")


def _run(command: list[str], url: str) -> None:
    result = subprocess.run(  # noqa: S603 (our own programs)
        [_program(command[0]), *command[1:]],
        env=_environment(url),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode:
        raise UsageProblem(f"{command[0]}: {_last_line(result.stderr)}")


def _program(name: str) -> str:
    return str(binaries() / name)


def _environment(url: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    settings = {NAMES[name]: str(value) for name, value in conninfo_to_dict(url).items() if name in NAMES}
    return plain | settings | {"LC_ALL": "C.UTF-8"}


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "ERROR" in line or "error" in line or "FATAL" in line]
    return (telling or lines or ["no reason was given"])[-1]
