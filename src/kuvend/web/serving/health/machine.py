"""The machine: Python, the data folder, the disk, the texts, the keys, and what the instance is called."""

import ipaddress
import os
import shutil
import sys
import tempfile
from pathlib import Path

from kuvend.foundation.core.findings import FAIL, NOTE, OK, Finding
from kuvend.web.cli.environment import home

OLDEST_PYTHON = (3, 11)
LEAST_FREE = 1 << 30  # bytes


def python() -> Finding:
    """Look at the version of Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    level = OK if sys.version_info[:2] >= OLDEST_PYTHON else FAIL
    return Finding("Python", level, version, "install Python 3.11 or newer and run `make setup` again")


def data_folder() -> Finding:
    """Look whether the data folder can be written."""
    folder = home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding("data folder", FAIL, f"{folder}: {error.strerror}", "set KUVEND_HOME to one of your own")
    return Finding("data folder", OK, str(folder))


def disk() -> Finding:
    """Look at the free space."""
    place = next(folder for folder in (home(), *home().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    level = OK if free >= LEAST_FREE else FAIL
    return Finding("free disk", level, f"{free / (1 << 30):.1f} GiB", "free some space: 1 GiB at least")


def texts() -> Finding:
    """Look whether the catalogues are compiled, and no older than their sources, which an installed wheel lacks."""
    package = Path(__file__).resolve().parents[3]
    catalogues = {path.with_suffix("") for path in package.rglob("locale/*/LC_MESSAGES/*.[mp]o")}
    old = [path for path in catalogues if not _compiled(path.with_suffix(".po"), path.with_suffix(".mo"))]
    message = f"{len(catalogues) - len(old)} of {len(catalogues)} catalogues compiled"
    return Finding("texts", FAIL if old else OK, message, "run `make setup`")


def _compiled(source: Path, compiled: Path) -> bool:
    """Whether a compiled catalogue is there and no older than its source, if that is there."""
    return compiled.exists() and (not source.exists() or source.stat().st_mtime <= compiled.stat().st_mtime)


def secret_key() -> Finding:
    """Look who can read the secret key."""
    if os.environ.get("KUVEND_SECRET_KEY"):
        return Finding("secret key", OK, "from KUVEND_SECRET_KEY")
    path = home() / "secret-key"
    if not path.exists():
        return Finding("secret key", OK, "is made at the first start")
    level = FAIL if path.stat().st_mode & 0o077 else OK
    return Finding("secret key", level, str(path), f"others can read it: chmod 600 '{path}'")


def address() -> Finding:
    """Look at the public name: the record must not be signed as localhost behind it, nor pages be sent in clear."""
    host = os.environ.get("KUVEND_HOST", "")
    if not host or is_loopback(host.rsplit(":", 1)[0]):
        return Finding("address", OK, host or "localhost, for this machine")
    origin = os.environ.get("KUVEND_LOG_ORIGIN", f"{host}/record")
    if origin.startswith(("localhost", "127.")):
        return Finding("address", FAIL, f"{host}, but the record is signed as {origin}", "see KUVEND_LOG_ORIGIN")
    if os.environ.get("KUVEND_SCHEME", "http") != "https":
        return Finding("address", FAIL, f"http://{host}: sign-ins go in clear", "set KUVEND_SCHEME=https")
    if os.environ.get("KUVEND_PROXIES", "0") == "0":
        more = (
            "without a proxy in front a few half-sent requests stop it, see deploy/nginx.conf; "
            "behind one set KUVEND_PROXIES=1, else all visitors share the limits of one network"
        )
        return Finding("address", NOTE, f"https://{host}", more)
    return Finding("address", OK, f"https://{host}")


def account() -> Finding:
    """Look who else could reach the embedded database: as root it belongs to `nobody`, whom others may use, too."""
    if os.geteuid() == 0 and not os.environ.get("DATABASE_URL"):
        message = "root; the embedded database then belongs to `nobody`, like other programs of this machine"
        return Finding("account", NOTE, message, "run it as an account of its own")
    return Finding("account", OK, "root" if os.geteuid() == 0 else "one without privileges")


def is_loopback(host: str) -> bool:
    """Tell whether a name or number means this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
