"""Property tests have one profile: none judges by how quick the machine is."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parents[1]
OWN = ("deadline=", "suppress_health_check=", "register_profile(")


def test_no_test_has_a_profile_of_its_own() -> None:
    here = {TESTS / "conftest.py", Path(__file__)}
    assert not [
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if path not in here and any(word in path.read_text(encoding="utf-8") for word in OWN)
    ]
