"""A home of its own for each test; its server is stopped at the end."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kuvend.web import embedded


@pytest.fixture
def home() -> Iterator[Path]:
    """An absent folder below a short one that every account may enter."""
    above = Path(tempfile.mkdtemp(prefix="kuvend-home-", dir="/tmp"))
    above.chmod(0o755)
    yield above / "var"
    for made in (path.parent for path in above.rglob("pg") if path.is_dir()):
        embedded.stop(made)
    shutil.rmtree(above)
