"""A paper as JSON and back: how it goes to the process that writes it, and how parts of it are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from kuvend.engines.formats.papers.tree import (
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
)


def dump_paper(document: PaperDocument) -> str:
    """Return a paper as JSON."""
    frame = {name.name: getattr(document, name.name) for name in fields(document)}
    frame["lead"] = [_words(line) for line in document.lead]
    return json.dumps({**frame, "blocks": _blocks(document.blocks)}, ensure_ascii=False, separators=(",", ":"))


def load_paper(text: str) -> PaperDocument:
    """Return the paper that `dump_paper` was given. Raises KeyError or TypeError for what is none."""
    frame = json.loads(text)
    lead, blocks = tuple(_read_words(line) for line in frame.pop("lead")), _read_blocks(frame.pop("blocks"))
    return PaperDocument(**frame, lead=lead, blocks=blocks)


def _words(words: Words) -> list[Any]:
    return [_run(run) for run in words]


def _run(run: Run) -> Any:
    marks = {name: value for name, value in asdict(run).items() if name != "text" and value}
    return [run.text, marks] if marks else run.text


def _blocks(blocks: Iterable[Block]) -> list[Any]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> list[Any]:
    match block:
        case Heading():
            return ["h", block.language, block.level, _words(block.words)]
        case Paragraph():
            return ["p", block.language, block.soft, _words(block.words)]
        case Items():
            return ["i", block.language, block.numbered, [_blocks(item) for item in block.items]]
        case Quote():
            return ["q", block.language, _blocks(block.blocks)]
        case Table():
            return ["t", block.language, [_words(cell) for cell in block.head], _rows(block.rows)]
        case Facts():
            return ["f", block.language, _rows(block.rows)]


def _rows(rows: Iterable[Sequence[Words]]) -> list[Any]:
    return [[_words(cell) for cell in row] for row in rows]


def _read_words(entries: Iterable[Any]) -> Words:
    return tuple(Run(one) if isinstance(one, str) else Run(one[0], **one[1]) for one in entries)


def _read_blocks(entries: Iterable[Any]) -> tuple[Block, ...]:
    return tuple(_read_block(*one) for one in entries)


def _read_block(kind: str, language: str, *rest: Any) -> Block:
    match kind, rest:
        case "h", (level, entries):
            return Heading(level, _read_words(entries), language)
        case "p", (soft, entries):
            return Paragraph(_read_words(entries), language, soft)
        case "i", (numbered, items):
            return Items(tuple(_read_blocks(item) for item in items), numbered, language)
        case "q", (blocks,):
            return Quote(_read_blocks(blocks), language)
        case "t", (head, rows):
            return Table(tuple(_read_words(cell) for cell in head), _read_rows(rows), language)
        case "f", (rows,):
            return Facts(tuple((_read_words(name), _read_words(value)) for name, value in rows), language)
    raise KeyError(kind)


def _read_rows(rows: Iterable[Any]) -> tuple[tuple[Words, ...], ...]:
    return tuple(tuple(_read_words(cell) for cell in row) for row in rows)
