"""Which branches of the four wings a run takes, measured where MEASURE_COVERAGE is set, as `make test` does.

`tests/conftest.py` names it first of its plugins, before Django's applications are loaded. Every worker of
pytest-xdist writes a file of its own; `python -m tests.support.measuring` puts them together and tells what each wing
lacks. It ends with 1 where a wing lies under the floor of pyproject.toml (`tool.kuvend.floor`). Programs that tests
start, as `kuvend serve`, are not measured.

Measuring costs as much as what is measured, and more where each call asks in which greenlet it is. So only tests of the
browser are measured with greenlets, which only Playwright uses; those of the engines, which are in no wing, not at all.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kuvend"
SETTINGS = ROOT / "pyproject.toml"
ENGINES = ROOT / "tests" / "engines"
THREADS = ("thread",)  # live servers have some
GREENLETS = ("thread", "greenlet")
WAYS = (THREADS, GREENLETS)
WINGS = ("foundation", "participation", "accountability", "publication")


class Measuring:
    """What measures this process, one way at a time; each way writes a file of its own."""

    def __init__(self) -> None:
        self.going: Coverage | None = None
        self.ways = {way: Coverage(config_file=str(SETTINGS), data_suffix=True, concurrency=list(way)) for way in WAYS}

    def go_on(self, way: tuple[str, ...] | None) -> None:
        """Measure from now on in this way; not at all with None."""
        wanted = self.ways[way] if way else None
        if wanted is self.going:
            return
        if self.going:
            self.going.stop()
        if wanted:
            wanted.start()
        self.going = wanted

    def write(self) -> None:
        """Stop, and write what was measured."""
        self.go_on(None)
        for measured in self.ways.values():
            measured.save()


measuring = Measuring() if os.environ.get("MEASURE_COVERAGE") else None
if measuring:
    measuring.go_on(THREADS)


def way_of(item: pytest.Item, *, last: bool) -> tuple[str, ...] | None:
    """How a test is measured; the last one ends the browser of the whole run."""
    if last or "browser" in getattr(item, "fixturenames", ()):
        return GREENLETS
    return None if ENGINES in item.path.parents else THREADS


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Measure each test, with what is made ready for it and put away after it, in its way."""
    if measuring:
        measuring.go_on(way_of(item, last=nextitem is None))
    return (yield)


def pytest_sessionfinish() -> None:
    """Write what was measured: a worker of pytest-xdist does not come to its end otherwise."""
    if measuring:
        measuring.write()


def branches(of: Coverage, folder: Path) -> tuple[int, int]:
    """(branches taken, branches there are) in the modules of a folder, migrations left out."""
    paths = [path for path in folder.rglob("*.py") if "migrations" not in path.parts]
    lines = [line for path in paths for line in of.branch_stats(str(path)).values()]
    return sum(taken for _there, taken in lines), sum(there for there, _taken in lines)


def report() -> int:
    """Put the workers' files together and print what each room and each wing reaches; return 1 under the floor."""
    floor = tomllib.loads(SETTINGS.read_text())["tool"]["kuvend"]["floor"]
    whole = Coverage(config_file=str(SETTINGS))
    whole.combine()
    whole.save()
    under = []
    for wing in WINGS:
        folder = SOURCE / wing
        rooms = sorted(path.parent for path in folder.glob("*/__init__.py"))
        for place in [*rooms, folder]:
            taken, there = branches(whole, place)
            share = 100 * taken / max(there, 1)
            print(f"{place.relative_to(SOURCE).as_posix():32}{taken:6} of{there:6} branches{share:7.1f} %")
        under += [wing] if 100 * taken < floor * there else []
    print(f"Under the floor of {floor} %: {', '.join(under)}" if under else f"Every wing reaches {floor} %.")
    print(f"Line by line: {Path(sys.executable).parent / 'coverage'} report -m")
    return int(bool(under))


if __name__ == "__main__":
    sys.exit(report())
