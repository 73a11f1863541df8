"""How `kuvend serve` begins and ends: it waits for its database, refuses what would do harm, and goes in order."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web import embedded
from kuvend.web.cli import environment as surroundings
from kuvend.web.embedded.trouble import explained
from kuvend.web.serving import sockets
from kuvend.web.serving.children import Child
from kuvend.web.serving.tree import Tree, _web_command
from tests.support.serving import environment, eventually, free_port, run

SLOW_TO_END = (
    "import signal, sys, pathlib, time\n"
    "signal.signal(signal.SIGTERM, lambda *_: pathlib.Path(sys.argv[1]).touch())\n"
    "pathlib.Path(sys.argv[3]).touch()\n"
    "while not pathlib.Path(sys.argv[2]).exists(): time.sleep(0.05)"
)


def refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except ConnectionRefusedError:
        return True
    return False


def test_at_the_end_the_address_is_given_up_while_requests_in_hand_are_finished(tmp_path: Path) -> None:
    told, done, ready = (tmp_path / name for name in ("told", "done", "ready"))
    with sockets.listening("127.0.0.1", free_port()) as listener:
        port = listener.getsockname()[1]
        tree = Tree(listener, print, jobs=False)
        tree._web = Child("web", [sys.executable, "-c", SLOW_TO_END, str(told), str(done), str(ready)])
        tree._web.start()
        eventually(ready.exists)
        assert not refused(port)
        ending = threading.Thread(target=tree.stop)
        ending.start()
        eventually(lambda: refused(port) and told.exists() and ending.is_alive())
        done.touch()
        ending.join()


def test_the_web_server_is_as_large_as_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUVEND_WEB_PROCESSES", "16")
    monkeypatch.setenv("KUVEND_WEB_THREADS", "3")
    command = " ".join(_web_command(3))
    assert "--workers 16 --threads 3" in command and "--max-requests " in command
    monkeypatch.setenv("KUVEND_WEB_PROCESSES", "none")
    with pytest.raises(ValueError, match="KUVEND_WEB_PROCESSES must be a whole number"):
        _web_command(3)


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A home for a database that is not the instance's own."""
    folder = Path(tempfile.mkdtemp(prefix="kuvend-start-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_database_that_comes_up_later_is_waited_for(instance: Path, elsewhere: Path) -> None:
    embedded.ensure_running(elsewhere)
    url = embedded.url(elsewhere)
    embedded.stop(elsewhere)
    printed = instance / "waiting"
    with printed.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "kuvend", "serve", "--only", "worker"],
            env=environment(instance, DATABASE_URL=url),
            stdout=out,
        )
    try:
        eventually(lambda: "waiting for the database" in printed.read_text())
        embedded.ensure_running(elsewhere)

        def works() -> bool:
            with psycopg.connect(url) as database:
                there = database.execute("SELECT to_regclass('procrastinate_workers')").fetchone()
                return bool(there and there[0]) and bool(
                    database.execute("SELECT count(*) = 5 FROM procrastinate_workers").fetchone()[0]  # type: ignore[index]
                )

        eventually(works)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://ana:geheim@db.example.al/kuvend", "DATABASE_URL must look like postgresql://"),
        ("postgresql://ana:geheim@127.0.0.1:1/kuvend", "127.0.0.1"),
        ("postgresql://ana:ge%20heim@nowhere.invalid:5432/kuvend", "nowhere.invalid"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_with_its_host_and_without_the_password(url: str, said: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        surroundings._await_answer(url, None)
    told = str(problem.value)
    assert said in told and "\n" not in told
    assert "geheim" not in told and "ge heim" not in told and "ge%20heim" not in told


def test_a_wrong_password_is_not_waited_for() -> None:
    server = "connection failed: FATAL:  "
    assert surroundings._is_final(server + 'password authentication failed for user "ana"')
    assert not surroundings._is_final(server + "the database system is starting up")
    assert not surroundings._is_final("connection refused")


def test_what_may_not_be_written_elsewhere_is_told_in_the_programs_own_words() -> None:
    place = Path("/srv/kuvend/home/pg")
    said = 'sh: 1: cannot create /dev/null: Permission denied\n"initdb" ended'
    assert "cannot create /dev/null: Permission denied" in str(explained(place, said))
    ours = "initdb: could not create directory /srv/kuvend/home/pg: Permission denied"
    assert str(explained(place, ours)).endswith("set KUVEND_HOME to a folder of its own.")


@pytest.mark.slow
def test_another_name_of_the_log_and_accounts_of_the_demonstration_keep_an_instance_from_starting(
    instance: Path,
) -> None:
    assert run("mandate", "give", "ana@example.org", "operator", home=instance).returncode == 0
    sign = (
        "from kuvend.foundation.core.clock import now; from kuvend.foundation.record.actions import advance;"
        "advance(at=now())"
    )
    assert run("manage", "shell", "--command", sign, home=instance).returncode == 0
    port = ("--port", str(free_port()))
    other = run("serve", *port, home=instance, KUVEND_HOST="ogp.example.al", KUVEND_SCHEME="https")
    assert (other.returncode, len(other.stderr.splitlines())) == (2, 1)
    assert "set KUVEND_LOG_ORIGIN=localhost:8000/record" in other.stderr
    with psycopg.connect(embedded.ensure_running(instance), autocommit=True) as database:
        database.execute("UPDATE people_person SET simulated = true, password = 'argon2$known'")
    public = {"KUVEND_HOST": "ogp.example.al", "KUVEND_LOG_ORIGIN": "localhost:8000/record"}
    for settings in (public, {"KUVEND_PROXIES": "1"}):
        demonstration = run("serve", *port, home=instance, **settings)
        assert demonstration.returncode == 2 and "this is a demonstration" in demonstration.stderr
    here = run("serve", *port, home=instance)
    assert here.returncode == 2 and "say so with KUVEND_DEMO=1" in here.stderr
