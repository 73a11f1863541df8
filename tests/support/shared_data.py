"""Data of the field: samples in the repository, the rest beside it; a test that needs what is absent skips."""

import tarfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "samples"
SHARED = ROOT.parent / "shared" / "data"
REASON = "shared data is absent: "


def sample_path(name: str) -> Path | None:
    """Where the repository holds this data, as it is or packed as `NAME.tar.xz`; None where it does not."""
    return next((path for path in (SAMPLES / name, SAMPLES / f"{name}.tar.xz") if path.exists()), None)


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack an archive, whose one entry is called as the archive is, and return that entry."""
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.xz")


@pytest.fixture(scope="session")
def shared_data(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the path of a sample or of a file of the shared data, or skips the test."""

    @cache
    def entry_of(archive: Path) -> Path:
        return unpack(archive, tmp_path_factory.mktemp("samples"))

    def find(name: str) -> Path:
        sample = sample_path(name)
        if sample:
            return sample if sample == SAMPLES / name else entry_of(sample)
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"{REASON}../shared/data/{name}")
        return path

    return find


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end how many tests were skipped because data was absent, and which."""
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ())]
    absent = sorted({reason.split(REASON, 1)[1] for reason in reasons if REASON in reason})
    count = sum(REASON in reason for reason in reasons)
    if count:
        terminalreporter.write_line(f"{count} tests skipped because shared data is absent: {', '.join(absent)}")
