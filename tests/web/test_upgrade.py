"""An instance that began with 0.1.0 keeps all it has, and its record holds, when it is brought to this version."""

from pathlib import Path

import pytest

from tests.support.own_database import said_by


def test_an_instance_of_the_first_version_migrates_with_its_data(tmp_path: Path) -> None:
    if faults := said_by("tests.support.upgrade", home=tmp_path):
        pytest.fail(faults)
