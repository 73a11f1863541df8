"""The demonstration, loaded once for a module in one transaction that is rolled back at its end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def record_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One home of the record for the module, since the module has one log."""
    from django.conf import settings

    home = tmp_path_factory.mktemp("record")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "KUVEND_HOME", home)
        yield home


@pytest.fixture(scope="module")
def loaded(record_home: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """The demonstration as it stands at NOW, its record signed and read by all; returns what was said meanwhile."""
    from kuvend.foundation.demonstration import loading
    from kuvend.foundation.record.actions import advance

    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        assert loading.load(at=NOW, say=said.append)
        advance(at=NOW)
        yield said
        transaction.set_rollback(True)
