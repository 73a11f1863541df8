"""The tests mirror the tree: each room of the source has its folder, and each folder of tests has its room."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kuvend"
TESTS = ROOT / "tests"

TESTED_ELSEWHERE = {
    "foundation/capabilities": "tests/capabilities: the object is tried by the rooms that are plugged in there",
    "web/templatetags": "tests/web/test_frame.py: the frame that its tags draw",
    "desk/forms": "tests/desk: the desk's tests go through its pages",
    "desk/queries": "tests/desk: the desk's tests go through its pages",
    "desk/templatetags": "tests/desk: the desk's tests go through its pages",
    "desk/views": "tests/desk: the desk's tests go through its pages",
}


def packages() -> set[str]:
    """Every folder of code two steps below the source, as `foundation/record`."""
    return {
        folder.relative_to(SOURCE).as_posix()
        for folder in SOURCE.glob("*/*/")
        if (folder / "__init__.py").exists() and folder.name != "migrations"
    }


def folders() -> set[str]:
    """Every folder two steps below the tests of a floor that has tests in it."""
    floors = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    return {
        folder.relative_to(TESTS).as_posix()
        for floor in floors
        for folder in (TESTS / floor).glob("*/")
        if any(folder.rglob("test_*.py"))
    }


def test_every_room_has_its_tests() -> None:
    assert packages() - folders() == set(TESTED_ELSEWHERE)


def test_every_folder_of_tests_has_its_room() -> None:
    assert len(folders()) > 20
    assert folders() <= packages(), folders() - packages()


def test_what_is_tested_elsewhere_is_tested_there() -> None:
    assert not [reason for reason in TESTED_ELSEWHERE.values() if not (ROOT / reason.partition(":")[0]).exists()]
