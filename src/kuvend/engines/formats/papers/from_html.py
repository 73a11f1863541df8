"""The safe HTML of our small Markdown, as blocks of a paper: what pages show and papers say is one rendering."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from kuvend.engines.formats.papers.tree import Block, Items, Paragraph, Quote, Run, Table, Words

MARKS = ("strong", "em", "code")
DEEPEST = 8  # of lists and quotations within each other; what lies deeper goes on at that depth
ADDRESSES = ("https://", "http://")


@dataclass
class _Open:
    """A place where blocks are gathered: the whole, an item, a quotation."""

    tag: str
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)
    rows: list[tuple[Words, ...]] = field(default_factory=list)


def read_html(html: str, *, language: str = "") -> tuple[Block, ...]:
    """Return blocks in `language` of the HTML that `render` and `render_text` write; tags of others are passed over.

    Words without any tag are one paragraph.
    """
    reader = _Reader(language)
    reader.feed(html)
    reader.close()
    return tuple(reader.whole())


class _Reader(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self._language = language
        self._open = [_Open("")]
        self._marks = dict.fromkeys(MARKS, 0)
        self._addresses: list[str] = []

    def whole(self) -> list[Block]:
        while len(self._open) > 1:
            self._end(self._open[-1].tag)
        self._end_paragraph()
        return self._open[0].blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in MARKS:
            self._marks[tag] += 1
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._addresses.append(address if address.startswith(ADDRESSES) else "")
        elif tag == "br":
            self._say("\n")
        elif tag == "p":
            self._end_paragraph()
        elif tag in {"ul", "ol", "li", "blockquote", "table", "tr", "th", "td"}:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            self._marks[tag] = max(0, self._marks[tag] - 1)
        elif tag == "a" and self._addresses:
            self._addresses.pop()
        elif tag == "p":
            self._end_paragraph()
        elif tag in {one.tag for one in self._open[1:]}:
            while self._open[-1].tag != tag:
                self._end(self._open[-1].tag)
            self._end(tag)

    def handle_data(self, data: str) -> None:
        here = self._open[-1]
        if here.tag not in {"ul", "ol", "table", "tr"}:
            self._say(" ".join(data.split("\n")) if here.runs or data.strip() else "")

    def _say(self, text: str) -> None:
        runs = self._open[-1].runs
        if not text or (not runs and not text.strip()):
            return
        if runs and runs[-1].text.endswith("\n"):
            text = text.lstrip(" ")
        strong, emphasis, code = (bool(self._marks[tag]) for tag in MARKS)
        runs.append(Run(text, strong, emphasis, code, self._addresses[-1] if self._addresses else ""))

    def _end_paragraph(self) -> None:
        here = self._open[-1]
        if words := _trimmed(here.runs):
            here.blocks.append(Paragraph(words, self._language))
        here.runs = []

    def _begin(self, tag: str) -> None:
        if tag not in {"tr", "th", "td"}:
            self._end_paragraph()
        self._open.append(_Open(tag))

    def _end(self, tag: str) -> None:
        if tag in {"th", "td"}:
            ended = self._open.pop()
            self._open[-1].rows.append((_trimmed(ended.runs),))
            return
        self._end_paragraph()
        ended, above = self._open.pop(), self._open[-1]
        if tag == "tr":
            above.rows.append(tuple(cell for cells in ended.rows for cell in cells))
        elif tag == "li":
            above.items.append(tuple(ended.blocks))
        elif len(self._open) > DEEPEST:
            above.blocks += [*ended.blocks, *(block for item in ended.items for block in item)]
        elif tag == "blockquote":
            above.blocks.append(Quote(tuple(ended.blocks), self._language))
        elif tag == "table":
            above.blocks += _table(ended.rows, self._language)
        elif ended.items:
            above.blocks.append(Items(tuple(ended.items), tag == "ol", self._language))


def _trimmed(runs: list[Run]) -> Words:
    """Return words without the spaces and ends of lines around them."""
    trimmed = list(runs)
    while trimmed and not trimmed[-1].text.strip():
        trimmed.pop()
    return tuple(trimmed)


def _table(rows: list[tuple[Words, ...]], language: str) -> list[Block]:
    if not rows or not rows[0]:
        return []
    columns = len(rows[0])
    even = [(*row[:columns], *(((),) * (columns - len(row)))) for row in rows[1:]]
    return [Table(rows[0], tuple(even), language)]
