"""The account that the server runs as. PostgreSQL refuses root, so root hands it to `nobody`."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kuvend.foundation.core.problems import UsageProblem

# What lets `nobody` pass through closed folders above the data, best first: to search and read only, or
# (where a container withholds that) to pass over file permissions. Nobody's folders stay as they are.
PASSES = ("dac_read_search", "dac_override")


@dataclass(frozen=True)
class Owner:
    """Runs programs as the server's account."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def give(self, path: Path) -> None:
        """Make a file or folder the owner's."""
        if self.is_other:
            os.chown(path, self.uid, self.gid)

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return its exit code and what it wrote."""
        changes = self.is_other and not self.prefix
        return subprocess.run(  # noqa: S603 (our own programs and paths)
            [*self.prefix, *map(str, command)],
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C in the terminal is not for the database
            check=False,
            user=self.uid if changes else None,
            group=self.gid if changes else None,
            extra_groups=[] if changes else None,
        )


def owner_for(*paths: Path) -> Owner:
    """Return the account that can run the server where it must reach all of `paths` (existing folders).

    Raises UsageProblem when root starts it and `nobody` cannot be let through.
    """
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid())
    nobody = pwd.getpwnam("nobody")
    for prefix in _ways_through(nobody.pw_uid, nobody.pw_gid):
        owner = Owner(nobody.pw_uid, nobody.pw_gid, prefix)
        if _reaches(owner, paths):
            return owner
    raise UsageProblem(
        f"As root, the database runs as the account `nobody`, which cannot enter {_closed(paths)}: "
        "set KUVEND_HOME to a folder that every account can enter, or start as another account."
    )


@cache
def _ways_through(uid: int, gid: int) -> tuple[tuple[str, ...], ...]:
    setpriv = shutil.which("setpriv")
    if not setpriv:
        return ((),)
    # no_setuid_fixup: access(2), which PostgreSQL asks with, then counts what is let through.
    identity = (
        setpriv,
        f"--reuid={uid}",
        f"--regid={gid}",
        "--clear-groups",
        "--securebits=+no_setuid_fixup",
    )
    return ((), *((*identity, f"--inh-caps=+{name}", f"--ambient-caps=+{name}") for name in PASSES))


def _reaches(owner: Owner, paths: Sequence[Path]) -> bool:
    return all(owner.run(["test", "-x", path]).returncode == 0 for path in paths)


def _closed(paths: Sequence[Path]) -> Path:
    """Return the first folder on the way that others may not enter."""
    folders = [folder for path in paths for folder in reversed([path, *path.parents])]
    return next((folder for folder in folders if not folder.stat().st_mode & 0o001), paths[0])


def _environment() -> dict[str, str]:
    """The server's environment: none of the caller's PostgreSQL settings, one language for its messages."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return environment | {"LC_ALL": "C", "TZ": "UTC"}
