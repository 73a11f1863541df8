"""The body of a DOCX: blocks of a paper as elements of WordprocessingML (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import singledispatchmethod
from typing import Any

from lxml import etree

from kuvend.engines.formats.papers.letters import clean, is_right_to_left, language_tag
from kuvend.engines.formats.papers.tree import (
    LINE_END,
    Block,
    Facts,
    Heading,
    Items,
    Paragraph,
    Quote,
    Run,
    Table,
    Words,
    levelled,
    plain_text,
    widths,
)

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INDENT = 360  # twentieths of a point that a list or quotation stands further in
TEXT_WIDTH = 9180  # of the column
BULLETS, NUMBERS = 90, 91  # the two sorts of lists, as `docx_file` defines them
DEEPEST = 8  # levels of a list that WordprocessingML has, but one

Element = Any


def spaced(parent: Element, name: str, text: str) -> Element:
    """Add an element whose text keeps the spaces around it."""
    element = part(parent, name, text)
    element.set(SPACE, "preserve")
    return element


def part(parent: Element, name: str, text: str | None = None, **values: object) -> Element:
    """Add an element to `parent` with its text and its attributes, all in the main namespace."""
    element = etree.SubElement(parent, W + name)
    for key, value in values.items():
        element.set(W + key, str(value))
    if text is not None:
        element.text = text
    return element


class Body:
    """Writes blocks; `paragraphs` and tables are the children of `element`.

    Args:
        language: of the paper.
        linked: an address → the id of its relationship.
        numbered: () → the id of a numbered list of its own.
    """

    def __init__(self, language: str, linked: Callable[[str], str], numbered: Callable[[], int]) -> None:
        self.element = etree.Element(W + "body", nsmap={"w": MAIN})
        self._language, self._linked, self._numbered = language, linked, numbered
        self._inside: list[int] = []  # the quotations and lists around, a list by its id, a quotation by 0
        self._mark = ""  # the first paragraph of an item takes its bullet
        self.headings: list[Heading] = []

    def write(self, blocks: Iterable[Block]) -> None:
        """Write the blocks of a paper."""
        for block in levelled(list(blocks)):
            self._write(block, block.language or self._language)

    def paragraph(self, words: Words, style: str, language: str = "", into: Element = None) -> Element:
        """Write a paragraph of a style; return its element."""
        spoken = language or self._language
        element = part(self.element if into is None else into, "p")
        properties = part(element, "pPr")
        part(properties, "pStyle", val=style)
        if into is None:
            self._place(properties)
        if is_right_to_left(spoken):
            part(properties, "bidi")
            self._in_order(properties)
        for run in words:
            self._run(element, run, run.language or spoken)
        return element

    def _place(self, properties: Element) -> None:
        """Say of a paragraph in which list it is an item, or how far in it stands."""
        lists = [one for one in self._inside if one]
        if self._mark and lists:
            numbering = part(properties, "numPr")
            part(numbering, "ilvl", val=min(len(lists) - 1, DEEPEST))
            part(numbering, "numId", val=lists[-1])
            self._mark = ""
        if len(self._inside) > len(lists) or (lists and properties.find(W + "numPr") is None):
            part(properties, "ind", left=INDENT * len(self._inside))

    @staticmethod
    def _in_order(properties: Element) -> None:
        """`bidi` stands before `ind` in the schema's order."""
        indent = properties.find(W + "ind")
        if indent is not None:
            properties.append(indent)

    def _run(self, parent: Element, run: Run, language: str) -> None:
        if run.address:
            parent = etree.SubElement(parent, W + "hyperlink", {LINKED: self._linked(run.address)})
        element = part(parent, "r")
        properties = part(element, "rPr")
        if run.address:
            part(properties, "rStyle", val="Hyperlink")
        if run.code:
            part(properties, "rFonts", ascii="Courier New", hAnsi="Courier New")
        for name in ("b", "bCs") if run.strong else ():
            part(properties, name)
        for name in ("i", "iCs") if run.emphasis else ():
            part(properties, name)
        right_to_left = is_right_to_left(language)
        if right_to_left:
            part(properties, "rtl")
        if tag := language_tag(language):
            part(properties, "lang", **{"bidi" if right_to_left else "val": tag})
        for number, line in enumerate(clean(run.text).split(LINE_END)):
            if number:
                part(element, "br")
            if line:
                spaced(element, "t", line)

    @singledispatchmethod
    def _write(self, block: Any, language: str) -> None:
        raise TypeError(f"{type(block).__name__} is no block of a paper")

    @_write.register
    def _(self, block: Heading, language: str) -> None:
        element = self.paragraph(block.words, f"Heading{block.level}", language)
        number = len(self.headings)
        self.headings.append(block)
        start = etree.Element(W + "bookmarkStart", {W + "id": str(number), W + "name": bookmark(number)})
        element.insert(1, start)
        part(element, "bookmarkEnd", id=number)

    @_write.register
    def _(self, block: Paragraph, language: str) -> None:
        style = "Small" if block.soft else "QuotedWords" if 0 in self._inside else "BodyText"
        self.paragraph(block.words, style, language)

    @_write.register
    def _(self, block: Items, language: str) -> None:
        self._inside.append(self._numbered() if block.numbered else BULLETS)
        for item in block.items:
            self._mark = "item"
            for inner in item or (Paragraph(()),):
                self._write(inner, inner.language or language)
        self._mark = ""
        self._inside.pop()

    @_write.register
    def _(self, block: Quote, language: str) -> None:
        self._inside.append(0)
        for inner in block.blocks:
            self._write(inner, inner.language or language)
        self._inside.pop()

    @_write.register
    def _(self, block: Table, language: str) -> None:
        shares = widths(block)
        columns = [TEXT_WIDTH * share // sum(shares) for share in shares]
        table = self._table(columns, language, head=True)
        for number, row in enumerate((block.head, *block.rows)):
            self._row(table, row, columns, language, head=not number)
        self._after_table()

    @_write.register
    def _(self, block: Facts, language: str) -> None:
        for name, value in block.rows:
            strong = tuple(Run(run.text, strong=True, language=run.language) for run in name)
            self.paragraph((*strong, Run(": "), *value), "BodyText", language)

    def _table(self, columns: Sequence[int], language: str, *, head: bool) -> Element:
        table = part(self.element, "tbl")
        properties = part(table, "tblPr")
        part(properties, "tblStyle", val="TableGrid")
        if is_right_to_left(language):
            part(properties, "bidiVisual")
        part(properties, "tblW", w=sum(columns), type="dxa")
        part(properties, "tblLayout", type="fixed")
        part(properties, "tblLook", val="0020", firstRow="1" if head else "0", noHBand="1", noVBand="1")
        grid = part(table, "tblGrid")
        for width in columns:
            part(grid, "gridCol", w=width)
        return table

    def _row(
        self, table: Element, cells: Sequence[Words], columns: Sequence[int], language: str, *, head: bool
    ) -> None:
        row = part(table, "tr")
        properties = part(row, "trPr")
        part(properties, "cantSplit")
        if head:
            part(properties, "tblHeader")
        for words, width in zip(cells, columns, strict=True):
            cell = part(row, "tc")
            part(part(cell, "tcPr"), "tcW", w=width, type="dxa")
            strong = tuple(Run(run.text, strong=True, language=run.language) for run in words)
            self.paragraph(strong if head else words, "Cell", language, into=cell)

    def _after_table(self) -> None:
        part(part(part(self.element, "p"), "pPr"), "pStyle", val="Small")


def bookmark(number: int) -> str:
    """Return the name of a heading's place."""
    return f"heading{number}"


def heading_words(heading: Heading) -> str:
    """Return a heading as a table of contents has it."""
    return " ".join(clean(plain_text(heading.words)).split())
