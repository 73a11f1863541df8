"""`kuvend data`: the open data as files, and the site's numbers computed anew from them.

Recomputing needs no database and nothing of this installation: it reads three files that anyone can take.
"""

import argparse
import csv
import io
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from kuvend.foundation.core.commands import Commands, Needs, day_of
from kuvend.foundation.core.problems import UsageProblem

EXAMPLES = """\
examples:
  kuvend data export FOLDER                                write every dataset as CSV and JSON
  kuvend data recompute FOLDER                             the numbers of the site, from these files
  kuvend data recompute https://example.org/open-data/     the same from any site

Recompute ends with 1 when the file of institutions says something else than the contributions do.
"""
SECONDS = 60
COLUMNS = ("owed", "answered", "in_time", "late", "waiting", "overdue")


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "data",
        help="open data as files; the site's numbers from them",
        description="Open data: everything public as files, and the site's numbers computed anew from them.",
        epilog=EXAMPLES,
    )
    writing = group.add("export", help="write every dataset as CSV and JSON")
    writing.add_argument("folder", metavar="FOLDER", type=Path, help="where to; it is made when it is not there")
    writing.set_defaults(run=run_export)
    counting = group.add("recompute", help="compute answer rates and the first page's numbers from files")
    counting.add_argument("place", metavar="FOLDER|URL", help="the files, or a site's address of open data")
    counting.add_argument("--on", metavar="DAY", help="the day that decides what is overdue (default: today)")
    counting.set_defaults(run=run_recompute, needs=Needs.NOTHING)


def run_export(args: argparse.Namespace) -> int:
    """Write the files and return the exit code."""
    from kuvend.foundation.core.clock import local_date, now
    from kuvend.foundation.datasets.listed import datasets
    from kuvend.foundation.datasets.writing import FORMATS

    folder: Path = args.folder
    today = local_date(now())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for dataset in datasets().values():
            for kind, (write, _content_type) in FORMATS.items():
                with (folder / f"{dataset.name}.{kind}").open("wb") as file:
                    file.writelines(write(dataset, today=today))
    except OSError as problem:
        raise UsageProblem(f"{folder}: cannot be written: {problem.strerror}") from problem
    print(f"{folder}: {len(datasets())} datasets, each as {' and '.join(FORMATS)}")
    return 0


def run_recompute(args: argparse.Namespace) -> int:
    """Compute the numbers, print them and return the exit code."""
    from kuvend.publication.opendata.recompute import differences, recompute

    today = _day(args.on)
    try:
        with _rows(args.place, "landings") as landings, _rows(args.place, "contributions") as contributions:
            numbers = recompute(contributions, landings, today=today)
        with _rows(args.place, "institutions") as rows:
            institutions = list(rows)
        differing = differences(institutions, numbers)
    except KeyError as problem:
        raise UsageProblem(f"{args.place}: a file lacks the column {problem.args[0]}") from problem
    except (ValueError, csv.Error) as problem:
        raise UsageProblem(f"{args.place}: a file cannot be read: {problem}") from problem
    _print(numbers, institutions, today)
    for line in differing:
        print(f"DIFFERS: {line}")
    return 1 if differing else 0


def _print(numbers: Any, institutions: list[dict[str, str]], today: date) -> None:
    width = max((len(row["key"]) for row in institutions), default=11)
    print(f"{'institution':<{width}}  " + "  ".join(f"{name:>8}" for name in COLUMNS))
    for row in sorted(institutions, key=lambda row: row["key"]):
        if counted := numbers.rates.get(row["id"]):
            print(f"{row['key']:<{width}}  " + "  ".join(f"{counted[name]:>8}" for name in COLUMNS))
    print(f"\ncontributions        {numbers.contributions:>10}")
    print(f"answered             {numbers.answered:>10}")
    print(f"changed a text       {numbers.landed:>10}")
    print(f"overdue              {numbers.overdue:>10}   on {today.isoformat()}")


def _day(text: str | None) -> date:
    return day_of(text, "--on") if text else date.today()


@contextmanager
def _rows(place: str, name: str) -> Iterator[Iterator[dict[str, str]]]:
    """Open a dataset's CSV file and read its rows one by one."""
    address = f"{place.rstrip('/')}/{name}.csv"
    csv.field_size_limit(sys.maxsize)
    try:
        with _opened(address) as file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            yield csv.DictReader(text)
    except urllib.error.HTTPError as problem:
        raise UsageProblem(f"{address}: the site answers {problem.code}") from problem
    except urllib.error.URLError as problem:
        raise UsageProblem(f"{address}: cannot be reached: {problem.reason}") from problem
    except OSError as problem:
        raise UsageProblem(f"{address}: cannot be read: {problem.strerror or problem}") from problem


def _opened(address: str) -> IO[bytes]:
    if not address.startswith(("http://", "https://")):
        return Path(address).open("rb")
    opened: IO[bytes] = urllib.request.urlopen(address, timeout=SECONDS)  # noqa: S310  # only these two schemes
    return opened
