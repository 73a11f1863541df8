"""A third language, and one from the right: the list of languages is data, and so is everything that depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.capabilities.test_rooms import said_by
from tests.support.more_languages import prepare


def test_the_whole_house_speaks_languages_that_it_does_not_bring(tmp_path: Path) -> None:
    """Made as `docs/how-to/add-a-language.md` says."""
    prepare(tmp_path)
    if faults := said_by("tests.support.more_languages", home=tmp_path):
        pytest.fail(faults)
