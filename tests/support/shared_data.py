"""Data of the field, beside the repository; a test that needs what is absent skips and is counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
REASON = "shared data is absent: "


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Return a function that gives the path of a file of the shared data, or skips the test."""

    def find(name: str) -> Path:
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
