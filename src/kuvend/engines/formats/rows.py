"""Rows of a table file, CSV or JSON, each with the line it begins on. Nothing is guessed about their meaning."""

from __future__ import annotations

import csv
import io
import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from math import isfinite
from typing import BinaryIO

Values = dict[str, str]
FORMATS = {".csv": "csv", ".tsv": "csv", ".jsonl": "json lines", ".ndjson": "json lines", ".json": "json"}
SURROGATE = re.compile("[\ud800-\udfff]")
NUL = "contains a NUL character, which no text may contain"
SPACE = re.compile(r"[ \t\r\n]*")
SEPARATORS = ",;\t"
NAMED_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # a first line for Excel
csv.field_size_limit(2**30)  # a long cell is for its reader to refuse, with its line; it must not end the reading


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says where and why, in one line."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: the line it begins on (from 1), its values by column, or why it cannot be read.

    `column` is the one that the problem is about, where it is about one. `nested` names the columns whose value is
    neither text nor number but an object, a list or a truth, given as JSON; after a row that `ends` the reading, the
    rest of the file was not read. `is_table`: its values are cells of a table (CSV).
    """

    line: int
    values: Values
    problem: str = ""
    nested: frozenset[str] = frozenset()
    ends: bool = False
    is_table: bool = False
    column: str = ""


def read_rows(content: bytes, *, json_lines: bool) -> Iterator[FileRow]:
    """Yield the rows of a file that is in memory; see `rows_of`."""
    return rows_of(io.BytesIO(content), "json lines" if json_lines else "csv")


def rows_of(file: BinaryIO, form: str) -> Iterator[FileRow]:
    """Yield the rows of a file, in the memory of one row (of a JSON array: of the file).

    Args:
        file: UTF-8, with or without a byte order mark.
        form: one of FORMATS: CSV (RFC 4180) with a header, separated by comma, semicolon or tab; one JSON object a
            line; a JSON array of objects.

    Raises:
        UnreadableFile: not UTF-8, CSV without a usable header, JSON that is no array.
    """
    _check_utf8(file)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="" if form == "csv" else "\n")
    return {"csv": _csv_rows, "json lines": _json_lines, "json": _json_array}[form](text)


def _check_utf8(file: BinaryIO) -> None:
    decode, line = getincrementaldecoder("utf-8")().decode, 1
    while True:
        piece = file.read(2**20)
        try:
            decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            line += piece.count(b"\n", 0, error.start)
            raise UnreadableFile(f"line {line}: not UTF-8 text; save the file as UTF-8 first") from None
        if not piece:
            break
        line += piece.count(b"\n")
    file.seek(0)


def _json_lines(text: io.TextIOWrapper) -> Iterator[FileRow]:
    for number, line in enumerate(text, start=1):
        if not line.strip():
            continue
        try:
            yield _row(number, DECODER.decode(line.strip()))
        except _Ambiguous as problem:
            yield FileRow(number, {}, f"not readable as JSON: {problem}")
        except (ValueError, RecursionError):
            yield FileRow(number, {}, "not a JSON object")


def _json_array(text: io.TextIOWrapper) -> Iterator[FileRow]:
    whole = text.read()
    start = len(whole) - len(whole.lstrip())
    if whole[start : start + 1] != "[":
        raise UnreadableFile("line 1: not a JSON array; one object a line is read from a .jsonl file")
    place, line, counted, comma = _after_space(whole, start + 1), 1, 0, False
    while not (whole.startswith("]", place) and not whole[place + 1 :].strip()):
        try:
            place = _after_comma(whole, place) if comma else place
            line, counted = line + whole.count("\n", counted, place), place
            value, place = DECODER.raw_decode(whole, place)
            yield _row(line, value)
        except (ValueError, RecursionError) as error:
            problem = f": {error}" if isinstance(error, _Ambiguous) else ""
            yield FileRow(line, {}, f"not readable as JSON{problem}", ends=True)
            return
        place, comma = _after_space(whole, place), True


class _Ambiguous(ValueError):
    """JSON that readers of it understand in several ways (RFC 8259); the message says why."""


def _after_space(whole: str, place: int) -> int:
    return SPACE.match(whole, place).end()  # type: ignore[union-attr]


def _after_comma(whole: str, place: int) -> int:
    if not whole.startswith(",", place):
        raise _Ambiguous("a comma is missing")
    return _after_space(whole, place + 1)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _value in pairs]
        raise _Ambiguous(f"the key {next(name for name in names if names.count(name) > 1)!a} stands there twice")
    return values


def _no_constant(name: str) -> object:
    raise _Ambiguous(f"{name} is no value of JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise _Ambiguous(f"{digits[:40]} is too large a number")
    return value


DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite)


def _row(line: int, record: object) -> FileRow:
    if not isinstance(record, dict):
        return FileRow(line, {}, "not a JSON object")
    values = {str(key): _as_text(value) for key, value in record.items()}
    if broken := [name for name, value in values.items() if SURROGATE.search(name + value)]:
        return FileRow(line, {}, f"half a character (a surrogate) in {broken[0]!a}")
    if _holds_nul(record):
        return FileRow(line, {}, NUL)
    nested = frozenset(str(key) for key, value in record.items() if isinstance(value, (dict, list, bool)))
    return FileRow(line, values, nested=nested)


def _holds_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    return any(map(_holds_nul, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv_rows(text: io.TextIOWrapper) -> Iterator[FileRow]:
    first, at, separator = _first_line(text)
    reader = csv.reader(chain([first], text), delimiter=separator, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise UnreadableFile(f"line {at}: {error}") from None
    if not any(header):
        raise UnreadableFile(f"line {at}: a header with the names of the columns is missing")
    if _holds_nul(header):
        raise UnreadableFile(f"line {at}: the header {NUL}")
    if doubled := sorted({name for name in header if name and header.count(name) > 1}):
        raise UnreadableFile(f"line {at}: the column {doubled[0]!r} stands there twice")
    return _csv_body(reader, header, above=at - 1)


def _first_line(text: io.TextIOWrapper) -> tuple[str, int, str]:
    """Return the line with which the header begins, where it stands, and what separates: as named, else the commonest.

    Empty lines above it, and one that names the separator, are nothing.
    """
    declared = ""
    for at, line in enumerate(text, start=1):
        separator = NAMED_SEPARATOR.fullmatch(line.rstrip("\r\n"))
        if separator and separator[1] not in SEPARATORS:
            raise UnreadableFile(f"line {at}: the separator is none of comma, semicolon and tab")
        if separator:
            declared = separator[1]
        elif line.strip():
            return line, at, declared or max(SEPARATORS, key=line.count)
    raise UnreadableFile("line 1: a header with the names of the columns is missing")


def _csv_body(reader: Iterator[list[str]], header: list[str], *, above: int) -> Iterator[FileRow]:
    line = above + reader.line_num + 1  # type: ignore[attr-defined]
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield FileRow(line, {}, f"not readable as CSV: {error}", ends=True)
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _csv_row(line, header, cells)
        line = above + reader.line_num + 1  # type: ignore[attr-defined]


def _csv_row(line: int, header: list[str], cells: list[str]) -> FileRow:
    """Return a row; what a spreadsheet leaves behind (unnamed columns, more cells) is nothing while it is empty."""
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(header):
        return FileRow(line, {}, f"{len(cells)} cells where the header has {len(header)}")
    unnamed = [place for place, name in enumerate(header, 1) if not name and cells[place - 1].strip()]
    if unnamed:
        return FileRow(line, {}, f"cell {unnamed[0]} stands in a column without a name")
    if column := next((name for name, cell in zip(header, cells, strict=True) if "\0" in cell), ""):
        return FileRow(line, {}, NUL, column=column)
    return FileRow(line, {name: cell for name, cell in zip(header, cells, strict=True) if name}, is_table=True)
