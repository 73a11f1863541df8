"""Blocks of a paper as HTML: everything is escaped, nothing but what the tree says becomes a tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from html import escape
from typing import Any

from kuvend.engines.formats.papers.letters import is_right_to_left
from kuvend.engines.formats.papers.tree import (
    Block,
    Facts,
    Heading,
    Items,
    Paragraph,
    Quote,
    Run,
    Table,
    Words,
    plain_text,
)


def write_html(blocks: Iterable[Block], *, anchors: Sequence[str] = ()) -> str:
    """Return blocks as HTML; a heading of level 1 is an `h2`.

    Args:
        anchors: the id of each block, "" for none; for the blocks within others none are given.
    """
    ids = list(anchors)
    return "\n".join(_block(block, ids[place] if place < len(ids) else "") for place, block in enumerate(blocks))


def _marks(language: str, anchor: str = "", classes: str = "") -> str:
    marks = {"id": anchor, "class": classes, "lang": language, "dir": "rtl" if is_right_to_left(language) else ""}
    return "".join(f' {name}="{escape(value)}"' for name, value in marks.items() if value)


def _words(words: Words) -> str:
    return "".join(_run(run) for run in words)


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    for tag, holds in (("code", run.code), ("em", run.emphasis), ("strong", run.strong)):
        html = f"<{tag}>{html}</{tag}>" if holds else html
    if run.address:
        html = f'<a href="{escape(run.address)}">{html}</a>'
    return f"<span{_marks(run.language)}>{html}</span>" if run.language else html


@singledispatch
def _block(block: Any, anchor: str) -> str:
    raise TypeError(f"{type(block).__name__} is no block of a paper")


@_block.register
def _(block: Heading, anchor: str) -> str:
    tag = f"h{min(block.level + 1, 6)}"
    return f"<{tag}{_marks(block.language, anchor)}>{_words(block.words)}</{tag}>"


@_block.register
def _(block: Paragraph, anchor: str) -> str:
    return f"<p{_marks(block.language, anchor, 'soft small' if block.soft else '')}>{_words(block.words)}</p>"


@_block.register
def _(block: Items, anchor: str) -> str:
    items = "".join(f"<li>{_within(item)}</li>" for item in block.items)
    tag = "ol" if block.numbered else "ul"
    return f"<{tag}{_marks(block.language, anchor)}>{items}</{tag}>"


def _within(item: Sequence[Block]) -> str:
    """Return an item; the words of one that is a paragraph alone stand in it without one."""
    if len(item) == 1 and isinstance(item[0], Paragraph) and not item[0].language:
        return _words(item[0].words)
    return write_html(item)


@_block.register
def _(block: Quote, anchor: str) -> str:
    return f"<blockquote{_marks(block.language, anchor, 'words said')}>{write_html(block.blocks)}</blockquote>"


@_block.register
def _(block: Table, anchor: str) -> str:
    head = "".join(f'<th scope="col">{_words(cell)}</th>' for cell in block.head)
    rows = "".join(f"<tr>{''.join(f'<td>{_words(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    label = escape(", ".join(plain_text(cell) for cell in block.head))
    region = f'class="scroll" tabindex="0" role="region" aria-label="{label}"'
    return f"<div{_marks(block.language, anchor)} {region}>{table}</div>"


@_block.register
def _(block: Facts, anchor: str) -> str:
    rows = "".join(f"<div><dt>{_words(name)}</dt><dd>{_words(value)}</dd></div>" for name, value in block.rows)
    return f"<dl{_marks(block.language, anchor, 'facts')}>{rows}</dl>"
