"""`kuvend serve` as its own process tree: it answers, survives the death of each part and ends cleanly."""

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
import psycopg
import pytest

from kuvend.web import embedded
from kuvend.web.embedded.cluster import live_processes
from kuvend.web.embedded.places import places

PATIENCE = 40.0  # seconds, on a busy machine


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


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One home for the module: its tables are made once."""
    folder = Path(tempfile.mkdtemp(prefix="kuvend-serve-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    """A tree that answers; whatever is left of it is killed at the end."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "kuvend", "serve", "--port", str(port)],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    )
    tree = Served(process, home, port)
    family = psutil.Process(process.pid)
    eventually(tree.answers)
    yield tree
    with contextlib.suppress(psutil.Error):
        for child in [*family.children(recursive=True), family]:
            with contextlib.suppress(psutil.Error):
                child.kill()
    process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_whole_tree_and_the_database(served: Served, number: int) -> None:
    web, worker = served.child("gunicorn"), served.child("procrastinate")
    assert web and worker
    assert served.end(number) == 0
    assert not web.is_running() and not worker.is_running()
    assert not live_processes(places(served.home))
    said = served.process.stdout.read() if served.process.stdout else ""
    assert f"http://localhost:{served.port}" in said


@pytest.mark.slow
@pytest.mark.parametrize("word", ["gunicorn", "procrastinate"])
def test_a_killed_child_is_started_again(served: Served, word: str) -> None:
    dead = eventually(lambda: served.child(word))
    assert isinstance(dead, psutil.Process)
    dead.kill()
    fresh = eventually(lambda: (now := served.child(word)) and now.pid != dead.pid and now)
    assert fresh
    eventually(served.answers)
    assert served.end(signal.SIGTERM) == 0


@pytest.mark.slow
def test_a_killed_database_comes_back_and_the_worker_starts_afresh(served: Served) -> None:
    worker = eventually(lambda: served.child("procrastinate"))
    for process in live_processes(places(served.home)):
        os.kill(process, signal.SIGKILL)
    eventually(lambda: live_processes(places(served.home)))
    eventually(served.answers)
    eventually(lambda: (now := served.child("procrastinate")) and now.pid != worker.pid)
    with psycopg.connect(embedded.url(served.home)) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert served.end(signal.SIGTERM) == 0


@pytest.mark.slow
def test_the_children_end_when_their_parent_is_killed_and_the_next_start_works(served: Served) -> None:
    children = psutil.Process(served.process.pid).children(recursive=True)
    served.process.kill()
    served.process.wait()
    mine = [child for child in children if "postgres" not in child.name()]
    eventually(lambda: not any(child.is_running() and child.status() != "zombie" for child in mine))
    assert run("manage", "check", home=served.home).returncode == 0


@pytest.mark.slow
def test_a_second_start_on_the_same_port_says_so_and_on_another_shares_the_database(served: Served) -> None:
    refused = run("serve", "--port", str(served.port), home=served.home)
    assert refused.returncode == 2
    assert f"port {served.port} on 127.0.0.1 is taken" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    doctor = run("doctor", home=served.home)
    assert "ok   worker" in doctor.stdout
    assert served.answers()


def test_a_demonstration_is_not_served_to_others(home: Path) -> None:
    refused = run("serve", "--host", "0.0.0.0", "--port", str(free_port()), home=home, KUVEND_DEMO="1")
    assert refused.returncode == 2
    assert "this is a demonstration" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serve", "--port", "99999"), "99999 is not a port"),
        (("serve", "--host", "203.0.113.1"), "is not an address of this machine"),
        (("nonsense",), "invalid choice"),
        ((), "COMMAND"),
    ],
)
def test_wrong_usage_is_one_line_and_ends_with_2(home: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, home=home)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_does_not_answer_is_one_line_and_ends_with_2(home: Path) -> None:
    done = run("manage", "check", home=home, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 2
    assert done.stderr.startswith("kuvend: DATABASE_URL: the database does not answer")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["", "serve", "doctor", "record verify"])
def test_every_command_gives_examples(home: Path, command: str) -> None:
    done = run(*command.split(), "--help", home=home)
    assert done.returncode == 0
    assert "examples:" in done.stdout
