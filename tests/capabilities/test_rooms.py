"""A room is a folder and a line: the house starts without each of its rooms, and with rooms that it has never seen."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from kuvend.foundation.capabilities import Capability
from kuvend.web import wiring
from tests.support.own_database import ROOT, said_by
from tests.support.rooms import MADE_UP


@pytest.mark.parametrize("without", wiring.ROOMS, ids=lambda room: room.rpartition(".")[2])
def test_the_house_starts_without_each_room(without: str, tmp_path: Path) -> None:
    rooms = (room for room in wiring.ROOMS if room != without)
    if faults := said_by("tests.support.rooms", *rooms, home=tmp_path):
        pytest.fail(faults)


def test_the_house_starts_with_rooms_that_it_has_never_seen(tmp_path: Path) -> None:
    if faults := said_by("tests.support.rooms", *wiring.ROOMS, *MADE_UP, home=tmp_path):
        pytest.fail(faults)


def test_what_new_rooms_hand_up_is_there_without_more(tmp_path: Path) -> None:
    if faults := said_by("tests.capabilities.story", home=tmp_path):
        pytest.fail(faults)


@pytest.mark.parametrize("room", wiring.ROOMS)
def test_nothing_outside_its_folder_names_a_room_but_the_wiring(room: str) -> None:
    """Contract 7 sees imports; a name in a text (of a module, of a template) is seen here."""
    folder = ROOT / "src" / room.replace(".", "/")
    name = re.compile(rf"{re.escape(room)}\b|[\"']{folder.name}/[^\"']+\.(?:html|txt|js|css)\b|load {folder.name}\b")
    sources = [
        path
        for path in (ROOT / "src").rglob("*")
        if path.suffix in {".py", ".html", ".txt", ".yaml", ".toml"} and folder not in path.parents
    ]
    named = {path.name for path in sources if name.search(path.read_text(encoding="utf-8"))}
    assert named == {"wiring.py"}


def test_the_page_on_adding_a_capability_quotes_the_made_up_rooms_word_for_word() -> None:
    page = (ROOT / "docs/how-to/add-a-capability.md").read_text(encoding="utf-8")
    quoted = re.findall(r"`(tests/capabilities/[^`]+\.py)`:\n\n```python\n(.*?)\n```", page, re.DOTALL)
    assert len(quoted) == page.count("```python") >= 10
    for file, code in quoted:
        assert code in (ROOT / file).read_text(encoding="utf-8"), f"{file} says something else"


def test_every_part_that_a_room_may_hand_up_is_handed_up_by_a_made_up_one() -> None:
    handed: set[str | None] = set()
    for room in MADE_UP:
        module = ast.parse((ROOT / room.replace(".", "/") / "capability.py").read_text(encoding="utf-8"))
        calls = [call for call in ast.walk(module) if isinstance(call, ast.Call)]
        handed |= {word.arg for call in calls if ast.unparse(call.func) == "Capability" for word in call.keywords}
    assert {part.name for part in fields(Capability)} == handed


def test_the_page_on_adding_a_capability_names_every_part() -> None:
    page = (ROOT / "docs/how-to/add-a-capability.md").read_text(encoding="utf-8")
    assert not [part.name for part in fields(Capability) if f"    {part.name}=" not in page]
