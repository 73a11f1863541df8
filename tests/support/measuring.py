"""Which branches of the four wings a run takes, measured where MEASURE_COVERAGE is set, as `make test` does.

`tests/conftest.py` names it first of its plugins, before Django's applications are loaded. Every worker of
pytest-xdist writes a file of its own; `python -m tests.support.measuring` puts them together and tells what each wing
lacks. It ends with 1 where a wing lies under the floor of pyproject.toml (`tool.kuvend.floor`). Programs that tests
start, as `kuvend serve`, are not measured.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kuvend"
SETTINGS = ROOT / "pyproject.toml"
WINGS = ("foundation", "participation", "accountability", "publication")


def begin() -> Coverage:
    """Measure from now on, into a file of this process alone."""
    measured = Coverage(config_file=str(SETTINGS), data_suffix=True)
    measured.start()
    return measured


measured = begin() if os.environ.get("MEASURE_COVERAGE") else None


def pytest_sessionfinish() -> None:
    """Write what was measured: a worker of pytest-xdist does not come to its end otherwise."""
    if measured:
        measured.stop()
        measured.save()


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
