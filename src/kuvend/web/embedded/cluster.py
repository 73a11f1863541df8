"""The data folder of the embedded server: made once, configured at each start, cleaned after a crash."""

import shutil
import sys
from pathlib import Path

from kuvend.web.embedded.owner import Owner
from kuvend.web.embedded.places import PORT, SUPERUSER, Places
from kuvend.web.embedded.trouble import explained

SETTINGS = """\
# Written by Kuvend at each start; put your own settings into postgresql.auto.conf (ALTER SYSTEM).
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_truncate_on_rotation = on
# what goes wrong is logged without the rows and statements that it is about: they hold addresses and words
log_error_verbosity = terse
log_min_error_statement = panic
"""
LINUX = "recovery_init_sync_method = syncfs\n"  # after a crash 0.4 s instead of 2.7: one call, not one a file
# Without autovacuum a table that a test fills in one long transaction is never measured as empty meanwhile.
FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"
INCLUDE = "include 'kuvend.conf'\n"


def create(here: Places, owner: Owner, binaries: Path) -> None:
    """Make the data folder beside its place and move it there when whole. Raises UsageProblem."""
    shutil.rmtree(here.unfinished, ignore_errors=True)
    here.unfinished.mkdir(mode=0o700)
    owner.give(here.unfinished)
    result = owner.run(
        [
            binaries / "initdb",
            "--pgdata",
            here.unfinished,
            f"--username={SUPERUSER}",
            "--auth-local=trust",  # the socket's folder lets nobody else in
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
        ]
    )
    if result.returncode:
        shutil.rmtree(here.unfinished, ignore_errors=True)
        raise explained(here.data, result.stdout)
    here.unfinished.rename(here.data)


def configure(here: Places, owner: Owner, *, durable: bool) -> None:
    """Write our settings and see that the server reads them. `durable=False` is for tests only."""
    text = SETTINGS.format(port=PORT, socket=str(here.socket).replace("'", "''"))
    text += LINUX if sys.platform == "linux" else ""
    _write(here.data / "kuvend.conf", text if durable else text + FAST, owner)
    main = here.data / "postgresql.conf"
    configuration = main.read_text()
    if INCLUDE not in configuration:
        _write(main, f"{configuration}\n{INCLUDE}", owner)


def _write(path: Path, text: str, owner: Owner) -> None:
    """Replace a file whole: a crash leaves the old or the new one."""
    newer = path.with_name(f"{path.name}.new")
    newer.write_text(text)
    newer.chmod(0o600)
    owner.give(newer)
    newer.replace(path)


def live_processes(here: Places) -> set[int]:
    """Return the PostgreSQL processes that work in the data folder (empty where the system has no /proc)."""
    processes = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == here.data and (entry / "comm").read_text() == "postgres\n":
                processes.add(int(entry.name))
        except OSError:  # gone meanwhile, or of another account
            continue
    return processes


def forget_dead(here: Places) -> None:
    """Remove the two marks of a server that died; either blocks a start when its process id lives again.

    Without /proc nobody can be sure, and PostgreSQL's own check decides.
    """
    if Path("/proc/self/cwd").exists():
        for mark in (here.data / "postmaster.pid", here.socket / f".s.PGSQL.{PORT}.lock"):
            mark.unlink(missing_ok=True)
