"""`kuvend import contributions`: the words of a file into an activity; rooms add what else they bring in."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kuvend.foundation.core.commands import Commands
from kuvend.foundation.core.problems import UsageProblem

EXAMPLES = """\
examples:
  kuvend import contributions ideas.csv --activity 7h2k9m4p0q --map title=Subject --map body=Text
  kuvend import contributions petitions.jsonl --activity 7h2k9m4p0q --map title=text --map id=id --apply

Our fields: id, title, body, language, category, place, place_code, posted_at. A title or words alone are enough.
Without --apply nothing is kept: the file is read and its bad rows are listed.
"""
BAD_ROWS_SHOWN = 50
SOURCE = re.compile(r"[a-z0-9-]{0,40}")


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    group = commands.group("import", help="bring in contributions and more from files")
    command = group.add(
        "contributions",
        help="ideas from a CSV or JSON-lines file",
        epilog=EXAMPLES,
    )
    command.add_argument("file", type=Path, metavar="FILE.csv|jsonl|json")
    command.add_argument("--activity", required=True, metavar="ID", help="the activity they go into")
    command.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help="our field = its column")
    command.add_argument("--source", default="", metavar="NAME", help="of the file's ids, if other files count alike")
    command.add_argument("--language", default="", metavar="CODE", help="of words whose row names none")
    command.add_argument("--zone", default="", metavar="ZONE", help="of moments that name none, such as Europe/Tirane")
    command.add_argument("--apply", action="store_true", help="keep the rows; without it nothing is kept")
    command.add_argument("--keep-good", action="store_true", help="keep the good rows even when others are bad")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the file, list what is wrong, keep the rest if asked; 1 when a row was bad."""
    from kuvend.engines.formats.rows import UnreadableFile
    from kuvend.foundation.contributions import importing

    activity = _activity(args.activity)
    good, new_count, bad_rows = 0, 0, list[Any]()
    try:
        for chunk in importing.chunks(_good_rows(args, bad_rows)):
            new, unusable = importing.told_apart(activity, chunk)
            good, new_count = good + len(chunk) - len(unusable), new_count + len(new)
            bad_rows += unusable
    except UnreadableFile as error:
        raise UsageProblem(f"{args.file}: {error}") from None
    bad, ended = len(bad_rows), next((row for row in bad_rows if row.ends), None)
    _list(args.file, bad_rows)
    repeated = f", {good - new_count} known from an earlier run" if new_count < good else ""
    print(f"{good + bad} rows: {new_count} new{repeated}, {bad} bad")
    if ended:
        print(f"From line {ended.line} on the rest of the file was not read.")
    if not args.apply:
        print("Nothing was kept. Add --apply to keep them.")
    elif ended:
        print("Nothing was kept: mend that line first.")
    elif bad and not args.keep_good:
        print("Nothing was kept, because of the bad rows. Mend them, or add --keep-good.")
    else:
        print(f"{_keep(activity, args, good)} kept.")
    return 1 if bad else 0


def _activity(public_id: str) -> Any:
    from kuvend.foundation.processes.kinds import kind_of
    from kuvend.foundation.processes.queries import activity_page

    activity = activity_page(public_id)
    if activity is None:
        raise UsageProblem(f"--activity: there is no activity {public_id!r}")
    if kind_of(activity.kind).bring_in is None:
        raise UsageProblem(f"--activity: {public_id} is of the kind {activity.kind!r}, which takes no files")
    return activity


def _columns(pairs: list[str]) -> dict[str, str]:
    from kuvend.foundation.contributions.importing import FIELDS

    columns = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or field not in FIELDS:
            raise UsageProblem(f"--map {pair}: write FIELD=COLUMN with one of {', '.join(FIELDS)}")
        columns[field] = column
    return columns or {field: field for field in FIELDS}


def _good_rows(args: argparse.Namespace, bad: list[Any]) -> Iterator[Any]:
    """Yield the good rows of the file as they are read; the bad ones go into `bad`."""
    from kuvend.engines.formats.rows import FORMATS, rows_of
    from kuvend.foundation.contributions import importing

    form = FORMATS.get(args.file.suffix.lower())
    if form is None:
        raise UsageProblem(f"{args.file}: the name ends in none of {', '.join(FORMATS)}")
    try:
        file = args.file.open("rb")
    except OSError as error:
        raise UsageProblem(f"{args.file}: {error.strerror}") from None
    with file:
        reading = _reading(args)
        rows = _with_columns(args, rows_of(file, form), reading.columns)
        for row in importing.check_rows(rows, reading):
            if isinstance(row, importing.GoodRow):
                yield row
            else:
                bad.append(row)


def _reading(args: argparse.Namespace) -> Any:
    from django.conf import settings

    from kuvend.foundation.contributions import importing
    from kuvend.foundation.core.clock import now

    try:
        zone = ZoneInfo(args.zone or settings.TIME_ZONE)
    except (KeyError, ValueError, OSError):
        raise UsageProblem(f"--zone {args.zone}: there is no such zone; write it as Europe/Tirane or UTC") from None
    try:
        language = importing.language_of(args.language or importing.default_language())
    except ValueError:
        raise UsageProblem(f"--language: {args.language!r} is not a language code; use one such as sq or en") from None
    if not SOURCE.fullmatch(args.source):
        raise UsageProblem(f"--source: {args.source!r} is no name of small letters, digits and hyphens (at most 40)")
    return importing.Reading(_columns(args.map), language, zone, now(), args.source)


def _with_columns(args: argparse.Namespace, rows: Iterable[Any], columns: dict[str, str]) -> Iterator[Any]:
    """Yield the rows; a column that was named and stands in none of the first ones is a problem of the command."""
    rows = iter(rows)
    first = list(islice(rows, 100))
    there = {column for row in first for column in row.values}
    words = {columns[field] for field in ("title", "body") if field in columns}
    if there and not args.map and not words & there:
        raise UsageProblem(
            f"{args.file}: no column 'title' or 'body'; there are {', '.join(sorted(there))}: say --map title=COLUMN"
        )
    if not words:
        raise UsageProblem("--map: say which column is the title or the body")
    if there and (missing := [column for column in columns.values() if args.map and column not in there]):
        raise UsageProblem(f"{args.file}: no column {missing[0]!r}; there are {', '.join(sorted(there))}")
    yield from first
    yield from rows


def _list(file: Path, bad: list[Any]) -> None:
    for row in sorted(bad, key=lambda row: row.line)[:BAD_ROWS_SHOWN]:
        print(f"{file}:{row.line}: {row.problem}")
    if len(bad) > BAD_ROWS_SHOWN:
        print(f"… and {len(bad) - BAD_ROWS_SHOWN} more bad rows")


def _keep(activity: Any, args: argparse.Namespace, good: int) -> int:
    from tqdm import tqdm

    from kuvend.foundation.contributions import importing
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.processes.kinds import kind_of

    receive = kind_of(activity.kind).bring_in
    if receive is None:
        raise UsageProblem("this activity takes no files")
    with tqdm(total=good, unit="row", file=sys.stderr, disable=None) as bar:
        rows = _good_rows(args, [])
        return importing.bring_in(activity=activity, rows=rows, receive=receive, at=now(), progress=bar.update)
