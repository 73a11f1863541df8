"""`kuvend serve` as its own process tree: it answers, survives the death of each part and ends cleanly."""

import signal
from pathlib import Path

import psutil
import psycopg
import pytest

from kuvend.web import embedded
from kuvend.web.embedded.cluster import live_processes
from kuvend.web.embedded.places import places
from tests.support.serving import Served, eventually, free_port, kill_database, run


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_whole_tree_and_the_database(served: Served, number: int) -> None:
    web, worker = served.child("gunicorn"), served.child("serving.worker")
    assert web and worker
    eventually(lambda: f"http://localhost:{served.port}" in served.said())
    assert served.end(number) == 0
    assert not web.is_running() and not worker.is_running()
    assert not live_processes(places(served.home))


@pytest.mark.slow
@pytest.mark.parametrize("word", ["gunicorn", "serving.worker"])
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
    worker = eventually(lambda: served.child("serving.worker"))
    kill_database(served.home)
    eventually(lambda: live_processes(places(served.home)))
    eventually(served.answers)
    eventually(lambda: (now := served.child("serving.worker")) and now.pid != worker.pid)
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


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [(("--host", "0.0.0.0"), {}), ((), {"KUVEND_HOST": "demo.example.al"}), ((), {"KUVEND_PROXIES": "1"})],
)
def test_a_demonstration_is_not_served_to_others(
    instance: Path, arguments: tuple[str, ...], settings: dict[str, str]
) -> None:
    refused = run("serve", *arguments, "--port", str(free_port()), home=instance, KUVEND_DEMO="1", **settings)
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
def test_wrong_usage_is_one_line_and_ends_with_2(instance: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, home=instance)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_does_not_answer_is_one_line_and_ends_with_2(instance: Path) -> None:
    done = run("manage", "check", home=instance, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 2
    assert done.stderr.startswith("kuvend: DATABASE_URL: the database does not answer")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["", "serve", "doctor", "record verify"])
def test_every_command_gives_examples(instance: Path, command: str) -> None:
    done = run(*command.split(), "--help", home=instance)
    assert done.returncode == 0
    assert "examples:" in done.stdout
