"""A paper as plain data (JSON values), for the writer of PDF: every word stands in it as a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from kuvend.engines.formats.papers.letters import clean, for_print, language_tag, pieces
from kuvend.engines.formats.papers.tree import (
    LINE_END,
    Block,
    Facts,
    Heading,
    Items,
    PaperDocument,
    Paragraph,
    Quote,
    Run,
    Table,
    Words,
    contents_depth,
    levelled,
    widths,
)

Data = dict[str, Any]


def as_data(document: PaperDocument) -> Data:
    """Return a paper as data: only what is to be seen, every letter one that the fonts have."""
    return {
        "title": print_line(document.title) or "–",
        "language": language_tag(document.language) or "en",
        "author": print_line(document.author),
        "above": print_line(document.above),
        "lead": [_words(line) for line in document.lead],
        "address": print_line(document.address),
        "contents": print_line(document.contents),
        "depth": contents_depth(document),
        "page": print_line(document.page),
        "blocks": blocks_as_data(levelled(document.blocks)),
    }


def print_line(text: str) -> str:
    """Return words for one line."""
    return " ".join(for_print(clean(text)).split())


def blocks_as_data(blocks: Iterable[Block]) -> list[Data]:
    """Return blocks as data, each with its `kind`, and its language `l` where it has one of its own."""
    return [{**_block(block), **_spoken(block.language)} for block in blocks]


def _spoken(language: str) -> Data:
    tag = language_tag(language)
    return {"l": tag} if tag else {}


def _words(words: Words) -> list[Data] | str:
    """Return runs as data, a line's end and a cut runs of their own; plain words of one line are a string."""
    parts = [part for run in words for part in _run(run)]
    return str(parts[0]["t"]) if len(parts) == 1 and list(parts[0]) == ["t"] else parts


def _run(run: Run) -> Iterable[Data]:
    marks: Data = {"s": run.strong, "e": run.emphasis, "c": run.code, "a": run.address, **_spoken(run.language)}
    marks = {name: value for name, value in marks.items() if value}
    for number, line in enumerate(for_print(clean(run.text)).split(LINE_END)):
        if number:
            yield {"br": True}
        for place, piece in enumerate(pieces(line) if line else ()):
            if place:
                yield {"cut": True}
            yield {"t": piece, **marks}


@singledispatch
def _block(block: Any) -> Data:
    raise TypeError(f"{type(block).__name__} is no block of a paper")


@_block.register
def _(block: Heading) -> Data:
    return {"kind": "heading", "level": block.level, "words": _words(block.words)}


@_block.register
def _(block: Paragraph) -> Data:
    return {"kind": "soft" if block.soft else "paragraph", "words": _words(block.words)}


@_block.register
def _(block: Items) -> Data:
    items = [blocks_as_data(item) for item in block.items]
    return {"kind": "numbered" if block.numbered else "list", "items": items}


@_block.register
def _(block: Quote) -> Data:
    return {"kind": "quote", "blocks": blocks_as_data(block.blocks)}


@_block.register
def _(block: Table) -> Data:
    rows = [_cells(row) for row in block.rows]
    return {"kind": "table", "head": _cells(block.head), "rows": rows, "widths": widths(block)}


@_block.register
def _(block: Facts) -> Data:
    return {"kind": "facts", "rows": [_cells(row) for row in block.rows]}


def _cells(cells: Sequence[Words]) -> list[list[Data] | str]:
    return [_words(cell) for cell in cells]
