"""`kuvend` as programs of their own: one command, or a whole serving tree, in a home of its own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from kuvend.web import embedded
from kuvend.web.embedded.cluster import live_processes
from kuvend.web.embedded.places import places

PATIENCE = 240.0  # seconds until a state that does not come is given up; no measure of anything


def eventually(holds: Callable[[], object], seconds: float = PATIENCE) -> object:
    """Wait until something holds, and return it."""
    until = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """A running tree."""

    process: subprocess.Popen[str]
    home: Path
    port: int
    printed: Path

    def said(self) -> str:
        """Return what it has printed so far."""
        return self.printed.read_text()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/record/key", timeout=5):
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def child(self, word: str) -> psutil.Process | None:
        """Return the direct child whose command names `word`."""
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children():
                with contextlib.suppress(psutil.Error):
                    if any(word in part for part in child.cmdline()):
                        return child
        return None

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "KUVEND_"))}
    settings = os.environ.get("KUVEND_TEST_SETTINGS", "kuvend.web.settings")
    return kept | {"KUVEND_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings} | more


def run(*arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kuvend", *arguments]
    return subprocess.run(
        command, env=environment(home, **more), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def kill_database(home: Path) -> None:
    """Kill every process of a home's server; some end by themselves once the first is dead."""
    for process in live_processes(places(home)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


@pytest.fixture(scope="module")
def instance() -> Iterator[Path]:
    """One home for the module: its tables are made once."""
    folder = Path(tempfile.mkdtemp(prefix="kuvend-serve-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder)


@contextlib.contextmanager
def serving(home: Path, **more: str) -> Iterator[Served]:
    """A tree that answers; whatever is left of it is killed at the end."""
    port = free_port()
    printed = home / f"printed-{port}"
    with printed.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "kuvend", "serve", "--port", str(port)],
            env=environment(home, **more),
            stdout=out,
            text=True,
        )
    tree = Served(process, home, port, printed)
    family = psutil.Process(process.pid)
    try:
        eventually(tree.answers)
        yield tree
    finally:
        with contextlib.suppress(psutil.Error):
            for child in [*family.children(recursive=True), family]:
                with contextlib.suppress(psutil.Error):
                    child.kill()
        process.wait()


@pytest.fixture
def served(instance: Path) -> Iterator[Served]:
    """A tree of the module's home."""
    with serving(instance) as tree:
        yield tree
