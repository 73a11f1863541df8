"""The data of others in the repository: small, with source and licence, and enough for nearly every test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.shared_data import ROOT, SAMPLES, sample_path

LARGEST = 2_500_000  # bytes of all samples together
MOST_OUTSIDE = 10  # places in tests that may ask for data which is not here
ASKED = re.compile(r'shared_data\(f?"([^"]+)"')
WHOLE_LOG = "merkle/sample_log_70000"  # 10 MB
FOLDERS = sorted(path for path in SAMPLES.iterdir() if path.is_dir())


def is_here(name: str) -> bool:
    """A name with a gap, as in `opinion/{name}`, is here when something fits it."""
    if "{" not in name:
        return sample_path(name) is not None
    pattern = re.sub(r"{\w+}", "*", name)
    return any(SAMPLES.glob(pattern)) or any(SAMPLES.glob(f"{pattern}.tar.xz"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_sample_says_where_it_is_from_and_what_is_allowed(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"**{word}" in text for word in ("Source", "Licence", "Attribution"))
    assert not [path.name for path in folder.iterdir() if path.name not in text and path.name != "README.md"]


def test_the_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) <= LARGEST


def test_nearly_every_test_finds_its_data_in_the_repository() -> None:
    names = [name for path in (ROOT / "tests").rglob("*.py") for name in ASKED.findall(path.read_text("utf-8"))]
    missing = [name for name in names if not is_here(name)]
    assert len(names) > len(missing)
    assert len(missing) <= MOST_OUTSIDE
    assert set(missing) == {WHOLE_LOG}
