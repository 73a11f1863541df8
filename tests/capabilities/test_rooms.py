"""A room is a folder and a line: the house starts without each of its rooms, and with rooms that it has never seen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from kuvend.web import wiring
from tests.support.rooms import MADE_UP

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


@pytest.mark.parametrize("without", wiring.ROOMS, ids=lambda room: room.rpartition(".")[2])
def test_the_house_starts_without_each_room(without: str, tmp_path: Path) -> None:
    rooms = (room for room in wiring.ROOMS if room != without)
    if faults := said_by("tests.support.rooms", *rooms, home=tmp_path):
        pytest.fail(faults)


def test_the_house_starts_with_rooms_that_it_has_never_seen(tmp_path: Path) -> None:
    if faults := said_by("tests.support.rooms", *wiring.ROOMS, *MADE_UP, home=tmp_path):
        pytest.fail(faults)


@pytest.mark.parametrize("story", [(), ("--demonstration",)], ids=["deeds", "demonstration"])
def test_what_new_rooms_hand_up_is_there_without_more(story: tuple[str, ...], tmp_path: Path) -> None:
    if faults := said_by("tests.capabilities.story", *story, home=tmp_path):
        pytest.fail(faults)


def test_nothing_outside_their_folders_names_the_made_up_rooms() -> None:
    named = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".po", ".yaml"}
        and any(word in path.read_text(encoding="utf-8") for word in ("postcards", "capabilities.lamps"))
    ]
    assert not named


def test_the_page_on_adding_a_capability_quotes_the_made_up_rooms_word_for_word() -> None:
    page = (ROOT / "docs/how-to/add-a-capability.md").read_text(encoding="utf-8")
    quoted = re.findall(r"`(tests/capabilities/[^`]+\.py)`:\n\n```python\n(.*?)\n```", page, re.DOTALL)
    assert len(quoted) == page.count("```python") >= 10
    for file, code in quoted:
        assert code in (ROOT / file).read_text(encoding="utf-8"), f"{file} says something else"
