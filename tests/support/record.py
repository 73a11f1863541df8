"""The record in tests: each test has its own signing key and its own memory of the last checkpoint."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def record_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a fresh home for the record: the database is emptied after a test, and a log must not shrink."""
    from django.conf import settings

    home = tmp_path_factory.mktemp("record")
    monkeypatch.setattr(settings, "KUVEND_HOME", home)
    return home
