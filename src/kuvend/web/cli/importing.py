"""`kuvend import`: the words of a file into an activity; a whole deliberation (`import_deliberation`)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli import import_deliberation

EXAMPLES = """\
examples:
  kuvend import contributions ideas.csv --activity 7h2k9m4p0q --map title=Subject --map body=Text
  kuvend import contributions petitions.jsonl --activity 7h2k9m4p0q --map title=text --map id=id --apply

Our fields: id, title, body, language, category, place, posted_at. A title alone is enough.
Without --apply nothing is kept: the file is read and its bad rows are listed.
"""
BAD_ROWS_SHOWN = 50


def register(subparsers: Any) -> None:
    """Add the command to the parser."""
    group = subparsers.add_parser("import", help="bring in contributions or a whole deliberation from files")
    commands = group.add_subparsers(metavar="WHAT", required=True)
    command = commands.add_parser(
        "contributions",
        help="ideas from a CSV or JSON-lines file",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", type=Path, metavar="FILE.csv|jsonl")
    command.add_argument("--activity", required=True, metavar="ID", help="the activity they go into")
    command.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help="our field = its column")
    command.add_argument("--language", default="", metavar="CODE", help="of words whose row names none")
    command.add_argument("--apply", action="store_true", help="keep the rows; without it nothing is kept")
    command.add_argument("--keep-good", action="store_true", help="keep the good rows even when others are bad")
    command.set_defaults(run=run)
    import_deliberation.register(commands)


def run(args: argparse.Namespace) -> int:
    """Read the file, list what is wrong, keep the rest if asked; 1 when a row was bad."""
    from kuvend.engines.formats.rows import UnreadableFile
    from kuvend.foundation.contributions import importing

    activity = _activity(args.activity)
    try:
        good, bad = _read(args)
    except UnreadableFile as error:
        raise UsageProblem(f"{args.file}: {error}") from None
    _list(args.file, bad)
    fresh = sum(len(importing.unknown(activity, good[i : i + 2000])) for i in range(0, len(good), 2000))
    known = f", {len(good) - fresh} known from an earlier run" if fresh < len(good) else ""
    print(f"{len(good) + len(bad)} rows: {fresh} new{known}, {len(bad)} bad")
    if not args.apply:
        print("Nothing was kept. Add --apply to keep them.")
    elif bad and not args.keep_good:
        print("Nothing was kept, because of the bad rows. Mend them, or add --keep-good.")
    else:
        print(f"{_keep(activity, good)} kept.")
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
        field, found, column = pair.partition("=")
        if not found or field not in FIELDS:
            raise UsageProblem(f"--map {pair}: write FIELD=COLUMN with one of {', '.join(FIELDS)}")
        columns[field] = column
    return columns or {field: field for field in FIELDS}


def _read(args: argparse.Namespace) -> tuple[list[Any], list[Any]]:
    from kuvend.engines.formats.rows import read_rows
    from kuvend.foundation.contributions import importing
    from kuvend.foundation.core.clock import now

    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise UsageProblem(f"{args.file}: {error.strerror}") from None
    rows = list(read_rows(content, json_lines=args.file.suffix in {".jsonl", ".ndjson"}))
    columns = _columns(args.map)
    there = {column for row in rows for column in row.values}
    if rows and (missing := [column for column in columns.values() if args.map and column not in there]):
        raise UsageProblem(f"{args.file}: no column {missing[0]!r}; there are {', '.join(sorted(there))}")
    language = args.language or importing.default_language()
    checked = list(importing.check_rows(rows, columns=columns, language=language, at=now()))
    good = [row for row in checked if isinstance(row, importing.GoodRow)]
    return good, [row for row in checked if isinstance(row, importing.BadRow)]


def _list(file: Path, bad: list[Any]) -> None:
    for row in bad[:BAD_ROWS_SHOWN]:
        print(f"{file}:{row.line}: {row.problem}")
    if len(bad) > BAD_ROWS_SHOWN:
        print(f"… and {len(bad) - BAD_ROWS_SHOWN} more bad rows")


def _keep(activity: Any, good: list[Any]) -> int:
    from tqdm import tqdm

    from kuvend.foundation.contributions import importing
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.processes.kinds import kind_of

    receive = kind_of(activity.kind).bring_in
    if receive is None:
        raise UsageProblem("this activity takes no files")
    with tqdm(total=len(good), unit="row", file=sys.stderr, disable=None) as bar:
        return importing.bring_in(activity=activity, rows=good, receive=receive, at=now(), progress=bar.update)
