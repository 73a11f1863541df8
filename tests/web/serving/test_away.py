"""A database of one's own (DATABASE_URL) that is away for a while: the tree waits for it instead of giving up."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kuvend.web import embedded
from tests.support.serving import eventually, serving

NOTICED = 3.0  # seconds; until then a worker that died first may be started once more
AWAY = 5.0


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """Where the database lives: not in the instance's home."""
    folder = Path(tempfile.mkdtemp(prefix="kuvend-away-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder)


@pytest.mark.slow
def test_while_the_database_is_away_the_worker_rests_and_both_come_back(instance: Path, elsewhere: Path) -> None:
    with serving(instance, DATABASE_URL=embedded.ensure_running(elsewhere)) as tree:
        assert eventually(lambda: tree.child("serving.worker"))
        embedded.stop(elsewhere)
        time.sleep(NOTICED)
        if hanging := tree.child("serving.worker"):
            hanging.kill()
        eventually(lambda: tree.child("serving.worker") is None)
        until = time.monotonic() + AWAY
        while time.monotonic() < until:
            assert tree.child("serving.worker") is None
            assert tree.child("gunicorn")
            time.sleep(0.2)
        embedded.ensure_running(elsewhere)
        assert eventually(lambda: tree.child("serving.worker"))
        assert eventually(tree.answers)
