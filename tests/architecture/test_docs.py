"""The documentation says what the code does: facts, settings, commands, files and names that it mentions exist."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import translation

from kuvend.foundation.record.facts import REGISTRY, FactData
from kuvend.foundation.record.way import OnTheWay
from kuvend.web.cli import parser

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kuvend"
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]

INNER = {"desk", "web"}  # their folders are their own affair
ENVIRONMENT = re.compile(r"""environ(?:\.get\(|\[)\s*["'](KUVEND_\w+|DATABASE_URL)["']""")
FILE = re.compile(r"`((?:src|tests|examples|docs|requirements)/[\w./-]+)`")
NAME_IN_FILE = re.compile(r"`(\w+)` in `(src/[\w./-]+\.py)`")
ROUTE = re.compile(r"^\| `(/[^`]*)` \| (?:`(\w+)`)? ?\| (\w+)", re.MULTILINE)
CONVERTER = re.compile(r"<(\w+):\w+>")
LANGUAGE = re.compile(r"^/(?:sq|en)/")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[\w-]+)?\)")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """The text below a heading, up to the next one; "" when there is no such heading."""
    found = re.search(rf"^(#+) {re.escape(heading)}$\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[2] if found else ""


def declared_facts() -> list[type[FactData]]:
    """Those of every room, whether or not anything has loaded it yet."""
    for path in SOURCE.rglob("facts.py"):
        import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
    return [fact for fact in REGISTRY.values() if fact.__module__.startswith("kuvend.")]


def commands(of: argparse.ArgumentParser, name: str = "kuvend") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, with its full name."""
    below = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield name, of
    for action in below:
        for word, child in action.choices.items():
            yield from commands(child, f"{name} {word}")


def routes(patterns: list[Any], before: str = "/") -> Iterator[tuple[str, str, str]]:
    """(address, name, access) of every view that is ours; those of libraries are one line in the page."""
    for one in patterns:
        address = before + str(one.pattern)
        if not isinstance(one, URLPattern):
            yield from routes(one.url_patterns, address)
        elif one.callback.__module__.startswith("kuvend."):
            shown = LANGUAGE.sub("/", CONVERTER.sub(r"<\1>", address))
            yield shown, one.name or "", one.callback.access


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_room_stands_in_the_plan_of_the_house() -> None:
    plan = section(page("architecture.md"), "Rooms, from the street to the cellar")
    rooms = {path.parent for path in SOURCE.glob("*/*/__init__.py")} | {
        path.parent for path in SOURCE.glob("*/__init__.py")
    }
    rooms = {room for room in rooms if room.name != "migrations" and room.parent.name not in INNER}
    assert "foundation/" in plan
    assert not [name_of(room) for room in rooms if f" {room.name}/ " not in plan]


def test_every_fact_is_described_with_all_its_fields() -> None:
    text = page("reference/facts.md")
    missing = [
        f"{fact.type}.{field.name}"
        for fact in declared_facts()
        for field in fields(fact)
        if f"`{field.name}`" not in section(text, f"`{fact.type}`")
    ]
    assert declared_facts()
    assert not missing


def words_of(fact: type[FactData]) -> str:
    """The line that tells, below a fact's heading, which words the record and the way have for it."""
    told = f"step *{fact.way.title}*" if isinstance(fact.way, OnTheWay) else f"no step: {fact.way.because}"
    return f"In words: *{fact.label}* · {told}"


def test_every_fact_is_described_with_its_words_and_its_step() -> None:
    text = page("reference/facts.md")
    with translation.override("en"):
        missing = {fact.type: words_of(fact) for fact in declared_facts()}
    wrong = [f"{kind}: {line}" for kind, line in missing.items() if line not in section(text, f"`{kind}`")]
    assert not wrong, "reference/facts.md lacks below a heading:\n" + "\n".join(wrong)


def test_no_fact_is_described_that_is_gone() -> None:
    described = set(re.findall(r"^### `(\w+)`$", page("reference/facts.md"), re.MULTILINE))
    assert described == {fact.type for fact in declared_facts()}


def test_every_setting_of_the_environment_is_described() -> None:
    read = {name for path in SOURCE.rglob("*.py") for name in ENVIRONMENT.findall(path.read_text(encoding="utf-8"))}
    text = page("reference/settings.md")
    assert "KUVEND_HOME" in read
    assert not [name for name in sorted(read) if f"`{name}`" not in text]


def test_every_command_is_described_with_its_options() -> None:
    text = page("reference/cli.md")
    missing = []
    for name, command in commands(parser()):
        about = section(text, f"`{name}`")
        missing += [name] if not about else []
        options = (option for action in command._actions for option in action.option_strings)
        missing += [f"{name} {o}" for o in options if o.startswith("--") and o != "--help" and f"`{o}`" not in about]
    assert not missing


def test_every_route_is_described_with_its_access_and_no_other_one() -> None:
    described = {
        (address, name, access) for address, name, access in ROUTE.findall(page("reference/routes-and-access.md"))
    }
    assert described - {("/account/…", "", "open_form")} == set(routes(get_resolver().url_patterns))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_files_that_are_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [name for name in FILE.findall(text) if not (ROOT / name).exists()]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_names_stand_in_the_file_that_is_said_to_hold_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wrong = [
        f"{name} in {file}"
        for name, file in NAME_IN_FILE.findall(text)
        if not re.search(
            rf"^\s*(?:(?:async )?def|class) {name}\b|^{name}\b", (ROOT / file).read_text("utf-8"), re.MULTILINE
        )
    ]
    assert not wrong


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [target for target in LINK.findall(text) if not (path.parent / target).exists()]
