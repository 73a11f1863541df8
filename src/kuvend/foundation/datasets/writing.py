"""Files as a stream of bytes: CSV (RFC 4180) and JSON, compressed on the way when the reader takes that."""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from kuvend.foundation.datasets.columns import Dataset
from kuvend.foundation.datasets.queries import pieces
from kuvend.foundation.datasets.values import headers, row_cells, row_object

BOM = "\ufeff"  # without it the usual spreadsheet takes the file for a Western code page, and ë for Ã«
GZIP = 31  # zlib's window bits for the gzip format


def csv_file(dataset: Dataset, *, today: date) -> Iterator[bytes]:
    """Yield a dataset as CSV: UTF-8 with a byte order mark, one header line, lines end with CR LF."""
    yield f"{BOM}{_lines([headers(dataset.columns)])}".encode()
    for piece in pieces(dataset, today=today):
        yield _lines(row_cells(dataset.columns, row) for row in piece).encode()


def _lines(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


def json_file(dataset: Dataset, *, today: date) -> Iterator[bytes]:
    """Yield a dataset as a JSON array with one row a line: for parsers, and for tools that read lines."""
    yield b"["
    before = "\n"
    for piece in pieces(dataset, today=today):
        lines = (json.dumps(row_object(dataset.columns, row), ensure_ascii=False) for row in piece)
        yield (before + ",\n".join(lines)).encode()
        before = ",\n"
    yield b"\n]\n"


def gzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield `parts` compressed, each as soon as it is worth sending."""
    compressor = zlib.compressobj(4, wbits=GZIP)
    for part in parts:
        if compressed := compressor.compress(part):
            yield compressed
    yield compressor.flush()


def unzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes that `gzipped` was given."""
    opened = zlib.decompressobj(wbits=GZIP)
    for part in parts:
        yield opened.decompress(part)
    yield opened.flush()


FORMATS: dict[str, tuple[Any, str]] = {
    "csv": (csv_file, "text/csv; charset=utf-8"),
    "json": (json_file, "application/json"),
}
