"""A list of places (counties, municipalities) as a table file, read whole or refused with each fault by its line.

Columns: `code`, `kind`, `parent` (the code of another place of the list), `name_en` and others by language, `also`
(other names, parted by semicolons), `short`, `column` and `row` (its square in a map). CSV, JSON or JSON lines.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kuvend.engines.formats.lists import names_in
from kuvend.engines.formats.rows import FileRow, UnreadableFile, rows_of
from kuvend.engines.formats.tables import CellProblem, TableProblem

MOST_PLACES = 1000
MOST_SQUARES = 60  # along one side of the map
LONGEST_NAME, LONGEST_SHORT, MOST_OTHER_NAMES = 80, 6, 20
COUNTY, MUNICIPALITY = "county", "municipality"
KINDS = (COUNTY, MUNICIPALITY)
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")
NAME = re.compile(r"name_([a-z]{2,3}(?:-[a-z0-9]{2,8})*)")
PLACE_ON_A_SIDE = re.compile("[0-9]{1,2}")
COLUMNS = ("code", "kind", "parent", "also", "short", "column", "row")
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # categories of Unicode: controls, invisible signs, breaks of lines


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of a list; `square` is (column, row) from the north-west corner, None for what the map leaves out."""

    line: int
    code: str
    kind: str
    parent: str
    names: Mapping[str, str]
    also: tuple[str, ...]
    short: str
    square: tuple[int, int] | None


def read_places(content: bytes, form: str) -> tuple[PlaceRow, ...]:
    """Read a list of places; `form` is one of `rows.FORMATS`.

    Raises:
        TableProblem: with all faults: what cannot be read, a place that is there twice, lies in none of the list or in
            a municipality, has no name, shares its square; an unknown column; no place, or too many.
    """
    try:
        rows = tuple(rows_of(io.BytesIO(content), form))
    except UnreadableFile as problem:
        line, _sign, text = str(problem).removeprefix("line ").partition(": ")
        raise TableProblem([CellProblem(int(line), "", text)]) from None
    problems = [*_of_the_file(rows), *(CellProblem(row.line, row.column, row.problem) for row in rows if row.problem)]
    places = [_place(row, problems) for row in rows if not row.problem]
    problems += _between(places)
    if problems:
        raise TableProblem(problems)
    return tuple(places)


def _of_the_file(rows: Sequence[FileRow]) -> Iterator[CellProblem]:
    if not rows:
        yield CellProblem(1, "", "there is no place in it")
    if len(rows) > MOST_PLACES:
        yield CellProblem(rows[MOST_PLACES].line, "", f"more than {MOST_PLACES:,} places")
    unknown = {name: row.line for row in reversed(rows) for name in row.values if name not in COLUMNS}
    for name, line in unknown.items():
        if not NAME.fullmatch(name):
            yield CellProblem(1 if rows[0].is_table else line, name, "no such column")


def _place(row: FileRow, problems: list[CellProblem]) -> PlaceRow:
    """Return the place of a row; what is wrong with it is added to `problems`."""
    cells = {name: " ".join(value.split()) for name, value in row.values.items()}
    names = {match[1]: cells[name] for name in cells if (match := NAME.fullmatch(name)) and cells[name]}
    also = names_in(cells.get("also", ""))
    place = PlaceRow(
        line=row.line,
        code=cells.get("code", ""),
        kind=cells.get("kind", ""),
        parent=cells.get("parent", ""),
        names=names,
        also=also,
        short=cells.get("short", ""),
        square=_square(cells, row.line, problems),
    )
    problems += [CellProblem(row.line, name, "no text") for name in sorted(row.nested)]
    problems += [CellProblem(row.line, column, text) for column, text in _faults(place)]
    return place


def _faults(place: PlaceRow) -> Iterator[tuple[str, str]]:
    if not CODE.fullmatch(place.code):
        yield "code", "not a code of 1 to 20 letters, digits and hyphens"
    if place.kind not in KINDS:
        yield "kind", f"none of {', '.join(KINDS)}"
    if not place.names:
        yield "", "no name: fill in a column such as name_en"
    if len(place.short) > LONGEST_SHORT:
        yield "short", f"longer than {LONGEST_SHORT} characters"
    if len(place.also) > MOST_OTHER_NAMES:
        yield "also", f"more than {MOST_OTHER_NAMES} names"
    texts = [*((f"name_{language}", name) for language, name in place.names.items()), ("short", place.short)]
    for column, text in [*texts, *(("also", name) for name in place.also)]:
        if len(text) > LONGEST_NAME:
            yield column, f"longer than {LONGEST_NAME} characters"
        if any(unicodedata.category(sign) in UNSEEN for sign in text):
            yield column, "holds a character that nobody sees"


def _square(cells: Mapping[str, str], line: int, problems: list[CellProblem]) -> tuple[int, int] | None:
    """Return the square of a row, None for none; half a square and one outside of the map are faults."""
    typed = {name: cells.get(name, "") for name in ("column", "row")}
    if not any(typed.values()):
        return None
    wrong = [
        name for name, cell in typed.items() if not (re.fullmatch("[0-9]{1,2}", cell) and int(cell) < MOST_SQUARES)
    ]
    problems += [CellProblem(line, name, f"no whole number from 0 to {MOST_SQUARES - 1}") for name in wrong]
    return None if wrong else (int(typed["column"]), int(typed["row"]))


def _between(places: Sequence[PlaceRow]) -> Iterator[CellProblem]:
    """Yield what is wrong between the places of a list."""
    by_code = {place.code: place for place in reversed(places)}
    yield from _twice(places, "code", lambda place: place.code.casefold())
    yield from _twice(places, "column", lambda place: place.square)
    for language in sorted({language for place in places for language in place.names}):
        yield from _twice(places, f"name_{language}", _in_its_place(language))
    for place in places:
        above = by_code.get(place.parent)
        if place.parent and above is None:
            yield CellProblem(place.line, "parent", f"no place {place.parent!r} in this list")
        elif above and (above.kind, place.kind) != (COUNTY, MUNICIPALITY):
            yield CellProblem(place.line, "parent", "only a municipality lies in another place, in a county")


def _in_its_place(language: str) -> Callable[[PlaceRow], object]:
    """Return what two places of one kind must not share: their name in a language, below the same place."""
    return lambda place: language in place.names and (place.kind, place.parent, place.names[language].casefold())


def _twice(places: Iterable[PlaceRow], column: str, value_of: Callable[[PlaceRow], object]) -> Iterator[CellProblem]:
    lines: dict[object, int] = {}
    for place in places:
        value = value_of(place)
        if value and lines.setdefault(value, place.line) != place.line:
            yield CellProblem(place.line, column, f"the same as on line {lines[value]}")
