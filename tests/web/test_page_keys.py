"""A key of a page is good for its own list alone; a foreign or broken one is the first page or a refusal."""

from __future__ import annotations

import ast
from inspect import getsource, unwrap
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import kuvend
from kuvend.foundation.core.paging import read_key, write_key
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.people.enums import Role
from tests.support.house import signed_in
from tests.support.routes import all_patterns
from tests.support.walking import own_pages
from tests.support.whole_house import WholeHouse

SOURCE = Path(kuvend.__file__).parent
VALUES: list[list[Any]] = [[1], [1, 2], ["2026-11-29T10:00:00+00:00", 3], ["day", "words", 4], [None], [[1], {"a": 2}]]
READERS = {"read_key", "page_by_id"}
BROKEN = ["", "abc", "%00", "a" * 10_000, "é", "=1+1", "..%2f", "1"]


def lists() -> dict[str, list[str]]:
    """Where each list is read, by the name to which its keys are bound."""
    found: dict[str, list[str]] = {}
    for path in set(SOURCE.rglob("*.py")) - {SOURCE / "foundation/core/paging.py"}:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
                (bound,) = [ast.unparse(one.value) for one in node.keywords if one.arg == "of"]
                found.setdefault(bound, []).append(path.relative_to(SOURCE).as_posix())
    return found


def test_each_list_binds_its_keys_to_a_name_of_its_own() -> None:
    known = lists()
    assert len(known) >= 10
    assert not {name: places for name, places in known.items() if len(places) > 1}


@pytest.mark.parametrize("values", VALUES)
def test_a_key_opens_its_own_list_and_no_other(values: list[Any]) -> None:
    key = write_key(values, of="one")
    assert read_key(key, of="one") == values
    assert read_key(key, of="another") is None
    assert read_key(key[:-1] + ("0" if key[-1] != "0" else "1"), of="one") is None


def foreign() -> list[str]:
    """Keys that another list gave, whole and signed."""
    return [write_key(values, of="tests.another_list") for values in VALUES]


def test_no_list_fails_with_a_key_of_another_one(db: None) -> None:
    whole = WholeHouse()
    officials = [whole.house.official(role, scope=whole.house.site) for role in Role.values]
    visitors = [Client(), *map(signed_in, [whole.author, *officials])]
    failed, asked = [], 0
    for name, address in own_pages(whole):
        client = next((one for one in visitors if one.get(address).status_code == 200), None)
        if client is None or "after" not in source_of(name):
            continue
        for key in [*foreign(), *BROKEN]:
            asked += 1
            status = client.get(f"{address}?after={key}").status_code
            failed += [(name, key[:30], status)] if status not in {200, 400, 404, 414} else []
    assert asked > 100
    assert not failed


def source_of(name: str) -> str:
    """The source of the view behind a route's name, where `after` is read."""
    found = next(pattern for pattern in all_patterns() if pattern.name == name)
    return getsource(unwrap(found.callback)) + ("after" if name == "activity" else "")  # there, its kind reads it


def test_no_list_of_the_api_fails_with_a_key_of_another_one(db: None) -> None:
    client = Client()
    for name in datasets():
        for key in [*foreign(), *BROKEN]:
            status = client.get(f"/api/v1/{name}?after={key}").status_code
            assert status in {400, 422}, (name, key[:30], status)
