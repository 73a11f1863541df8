"""`kuvend places`: the places of the country, loaded from a list and shown."""

from __future__ import annotations

import argparse
from pathlib import Path

from kuvend.foundation.core.commands import Commands
from kuvend.foundation.core.problems import UsageProblem

MOST_BYTES, MOST_OUTLINE_BYTES = 2_000_000, 40_000_000
GEOJSON = ".geojson"
FAULTS_SHOWN = 50
EXAMPLES = """\
examples:
  kuvend places list                                what can be chosen
  kuvend places load municipalities.csv             read the list and say what would change
  kuvend places load municipalities.csv --apply     and keep it
  kuvend places load --country AL --apply           the list that comes with Kuvend
  kuvend places load lau.geojson --code-property LAU_ID --apply      outlines, for the map

Columns: code, kind (county, municipality), parent, name_sq, name_en …, also, short, column, row.
A place that is no longer in the list is kept with what points to it, and no longer offered.
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "places",
        help="counties and municipalities: load a list, show it",
        description="Places of the country: ideas, activities, texts and institutions can have one of them.",
        epilog=EXAMPLES,
    )
    loading = group.add("load", help="load a list of places from a CSV or JSON file, or outlines from GeoJSON")
    loading.add_argument("file", nargs="?", type=Path, metavar="FILE.csv|json|jsonl|geojson")
    loading.add_argument("--country", metavar="CODE", help="instead of a file: the list that comes with Kuvend, as AL")
    loading.add_argument(
        "--code-property", default="code", metavar="NAME", help="of outlines: which property is the code of the place"
    )
    loading.add_argument("--apply", action="store_true", help="keep it; without it nothing is kept")
    loading.set_defaults(run=load)
    group.add("list", help="show the places that are offered").set_defaults(run=show)


def load(args: argparse.Namespace) -> int:
    """Read the list, say what is wrong or what changes, keep it if asked; 1 when a line was bad."""
    if args.file and args.file.suffix.lower() == GEOJSON:
        return _load_outlines(args)
    from kuvend.engines.formats.places import read_places
    from kuvend.engines.formats.tables import TableProblem
    from kuvend.foundation.places.actions import compare, load_places

    file, form = _file(args)
    try:
        rows = read_places(_content(file), form)
    except TableProblem as error:
        for problem in error.problems[:FAULTS_SHOWN]:
            print(f"{file}: {problem}")
        if len(error.problems) > FAULTS_SHOWN:
            print(f"… and {len(error.problems) - FAULTS_SHOWN} more faults")
        print("Nothing was kept.")
        return 1
    outcome = load_places(rows) if args.apply else compare(rows)
    new, changed, unchanged = len(outcome.new), len(outcome.changed), len(outcome.unchanged)
    print(f"{len(rows)} places: {new} new, {changed} changed, {unchanged} as before")
    if outcome.dropped:
        print(f"no longer offered: {', '.join(outcome.dropped)}")
    if not args.apply:
        print("Nothing was kept. Add --apply to keep them.")
    elif outcome.named_count:
        print(f"{outcome.named_count} got the place that they name in words.")
    return 0


def _load_outlines(args: argparse.Namespace) -> int:
    from kuvend.engines.formats.boundaries import BoundaryProblem, read_boundaries
    from kuvend.foundation.places.actions import compare_outlines, load_outlines

    try:
        shapes = read_boundaries(_content(args.file, most=MOST_OUTLINE_BYTES), args.code_property)
    except BoundaryProblem as error:
        for problem in error.problems[:FAULTS_SHOWN]:
            print(f"{args.file}: {problem}")
        print("Nothing was kept.")
        return 1
    outlines = compare_outlines(shapes)
    print(f"{len(shapes)} outlines: {len(outlines.placed)} of municipalities, {len(outlines.unknown)} of no place here")
    if outlines.without:
        print(f"without an outline: {', '.join(outlines.without)}")
    if not outlines.placed:
        raise UsageProblem(f"{args.file}: no {args.code_property} is the code of a municipality: say --code-property")
    if args.apply:
        load_outlines(shapes)
    else:
        print("Nothing was kept. Add --apply to keep them.")
    return 0


def _file(args: argparse.Namespace) -> tuple[Path, str]:
    """Return the list and its form. Raises UsageProblem."""
    from kuvend.engines.formats.rows import FORMATS
    from kuvend.foundation.places.actions import FOLDER, country_file

    if (args.file is None) == (args.country is None):
        raise UsageProblem("give a file, or --country with its code")
    file = args.file or country_file(args.country)
    if file is None:
        there = ", ".join(sorted(path.stem for path in FOLDER.glob("*.csv")))
        raise UsageProblem(f"--country {args.country}: no list of it comes with Kuvend; there is {there}")
    form = FORMATS.get(file.suffix.lower())
    if form is None:
        raise UsageProblem(f"{file}: the name ends in none of {', '.join(FORMATS)}")
    return file, form


def _content(file: Path, *, most: int = MOST_BYTES) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise UsageProblem(f"{file}: {error.strerror}") from None
    if len(content) > most:
        raise UsageProblem(f"{file}: more than {most:,} bytes")
    return content


def show(args: argparse.Namespace) -> int:
    """Print one line a place, municipalities below their county."""
    from kuvend.foundation.places.queries import by_county, offered_places

    places = offered_places()
    for county in by_county(places):
        for place in [*([county.place] if county.place else []), *county.municipalities]:
            square = "" if place.column is None else f"  ({place.column}, {place.row})"
            print(f"{place.code:<8}  {place.get_kind_display():<12}  {place}{square}")
    if not places:
        print("There is no place yet: kuvend places load FILE")
    return 0
