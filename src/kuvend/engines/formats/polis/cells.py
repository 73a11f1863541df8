"""CSV files with a header of known columns, and numbers in their cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problems import PolisProblem

csv.field_size_limit(1 << 24)
LARGEST = 10**18
WHOLE = re.compile("[+-]?[0-9]{1,40}")
TRUTHS = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False, "": False}


@dataclass(frozen=True)
class Row:
    """A row with the file and the line that it ends on."""

    file: str
    line: int
    values: dict[str, str]

    def number(self, name: str, *, default: int | None = None) -> int:
        """Return a whole number. Raises PolisProblem."""
        text = self.values.get(name, "").strip()
        if not text and default is not None:
            return default
        if not WHOLE.fullmatch(text):
            raise PolisProblem(f"{self.file}, line {self.line}: {name} is {text[:60]!r}, not a whole number")
        number = int(text)
        if abs(number) >= LARGEST:
            raise PolisProblem(f"{self.file}, line {self.line}: {name} is too large a number")
        return number

    def truth(self, name: str) -> bool:
        """Return whether the cell says so. Raises PolisProblem."""
        text = self.values.get(name, "").strip()
        if text.lower() not in TRUTHS:
            raise PolisProblem(f"{self.file}, line {self.line}: {name} is {text[:60]!r}, neither true nor false")
        return TRUTHS[text.lower()]


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file, each with the line that it ends on. Raises PolisProblem."""
    begun = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)  # else a quotation mark that is never closed swallows the rest
            for cells in reader:
                begun = reader.line_num + 1
                if cells:
                    yield reader.line_num, cells
    except OSError as problem:
        raise PolisProblem(f"{path}: cannot be read: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise PolisProblem(f"{path}: is not UTF-8 text") from None
    except csv.Error as problem:
        raise PolisProblem(f"{path}, line {begun}: is not readable as CSV: {problem}") from None


def header_of(path: Path) -> list[str]:
    """Return the names of the columns. Raises PolisProblem."""
    for _, cells in lines(path):
        return [name.strip() for name in cells]
    raise PolisProblem(f"{path}: the file is empty")


def check_header(path: Path, names: Sequence[str], *, required: Sequence[str], allowed: Collection[str]) -> None:
    """Raise PolisProblem when a column is missing, unknown or named twice."""
    missing = [name for name in required if name not in names]
    unknown = [name for name in names if name not in allowed]
    twice = [name for name in set(names) if names.count(name) > 1]
    for fault, columns in (("unknown", unknown), ("missing", missing), ("named twice:", twice)):
        if columns:
            raise PolisProblem(f"{path}: column {fault} {columns[0]!r}" if fault != "missing" else
                               f"{path}: the column {columns[0]!r} is missing")  # fmt: skip


def rows(path: Path, *, required: Sequence[str], allowed: Collection[str]) -> Iterator[Row]:
    """Yield the rows below the header. Raises PolisProblem."""
    names = header_of(path)
    check_header(path, names, required=required, allowed=allowed)
    below = lines(path)
    next(below)
    for line, cells in below:
        if len(cells) != len(names):
            raise PolisProblem(f"{path}, line {line}: {len(cells)} cells, but the header has {len(names)}")
        yield Row(str(path), line, dict(zip(names, cells, strict=True)))


def write_rows(path: Path, table: Iterable[Sequence[Any]]) -> None:
    """Write a table (RFC 4180, lines end with LF as in the exports of Polis)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table)
