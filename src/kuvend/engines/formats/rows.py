"""Rows of a table file, CSV or JSON lines, each with the line it begins on. Nothing is guessed about their meaning."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

Values = dict[str, str]


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says where and why, in one line."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: the line it begins on (from 1), its values by column, or why it cannot be read."""

    line: int
    values: Values
    problem: str = ""


def read_rows(content: bytes, *, json_lines: bool) -> Iterator[FileRow]:
    """Yield the rows of a file.

    Args:
        content: the whole file, UTF-8, with or without a byte order mark.
        json_lines: one JSON object a line; else CSV (RFC 4180) with a header, separated by comma, semicolon or tab.

    Raises:
        UnreadableFile: not UTF-8, or CSV without a usable header.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(f"line {line}: not UTF-8 text; save the file as UTF-8 first") from None
    return _json_rows(text) if json_lines else _csv_rows(text)


def _json_rows(text: str) -> Iterator[FileRow]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            yield FileRow(number, {}, "not a JSON object")
            continue
        if isinstance(record, dict):
            yield FileRow(number, {str(key): _as_text(value) for key, value in record.items()})
        else:
            yield FileRow(number, {}, "not a JSON object")


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv_rows(text: str) -> Iterator[FileRow]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise UnreadableFile(f"line 1: {error}") from None
    if not any(header):
        raise UnreadableFile("line 1: a header with the names of the columns is missing")
    if doubled := sorted({name for name in header if header.count(name) > 1}):
        raise UnreadableFile(f"line 1: the column {doubled[0]!r} stands there twice")
    yield from _csv_body(reader, header)


def _csv_body(reader: Iterator[list[str]], header: list[str]) -> Iterator[FileRow]:
    line = 2
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield FileRow(line, {}, f"not readable as CSV: {error}")
            return
        if cells is None:
            return
        if len(cells) == len(header):
            yield FileRow(line, dict(zip(header, cells, strict=True)))
        elif any(cells):
            yield FileRow(line, {}, f"{len(cells)} cells where the header has {len(header)}")
        line = reader.line_num + 1  # type: ignore[attr-defined]
