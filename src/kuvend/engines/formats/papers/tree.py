"""The neutral tree of a paper: headings, paragraphs, lists, tables, quotations, facts; each block in its language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kuvend.engines.formats.papers.letters import clean

LEVELS = 4  # of headings below the title
MOST_CONTENTS = 120  # lines of a table of contents; a thousand cost more than the thousand answers behind them
LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class Run:
    """Words set in one way; `address` leads elsewhere (http, https, mailto), `language` is "" for that of the block."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    address: str = ""
    language: str = ""


Words = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1, below the title of the paper."""

    level: int
    words: Words
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its lines ending in LF; a `soft` one is small print beside what matters."""

    words: Words
    language: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is blocks of its own."""

    items: tuple[tuple[Block, ...], ...]
    numbered: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody, set apart."""

    blocks: tuple[Block, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads; every row has as many cells as there are heads."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names of things, each with what is so: “Lead institution”, “Ministry of Justice”."""

    rows: tuple[tuple[Words, Words], ...]
    language: str = ""


Block = Heading | Paragraph | Items | Quote | Table | Facts


@dataclass(frozen=True, kw_only=True)
class PaperDocument:
    """A paper.

    Attributes:
        title: its title, on one line.
        language: the code of the language in which it speaks, where a block or run names no other.
        author: who answers for what it says: an institution, or who runs the site.
        above: what kind of paper it is, as stands over the title.
        lead: lines under the title: as of when, from where.
        address: the short address of its page, on every page of the paper.
        contents: the heading of the table of contents; "" for a paper without one.
        depth: down to which level of headings it lists, at most.
        page: how the number of a page reads, with `{page}` and `{pages}` in it.
        blocks: what it says.
    """

    title: str
    language: str
    author: str
    above: str = ""
    lead: tuple[Words, ...] = ()
    address: str = ""
    contents: str = ""
    depth: int = 2
    page: str = "{page} / {pages}"
    blocks: tuple[Block, ...] = ()


def words(text: object, **how: object) -> Words:
    """Return plain words as one run; nothing for none."""
    plain = str(text)
    return (replace(Run(plain), **how),) if plain else ()  # type: ignore[arg-type]


def paragraph(text: object, *, language: str = "", soft: bool = False) -> Paragraph:
    """Return plain words as a paragraph, their lines kept."""
    return Paragraph(words(text), language, soft)


def joined(parts: Iterable[Words], between: str) -> Words:
    """Return several words as one, with `between` between any two that say something."""
    runs: list[Run] = []
    for part in parts:
        if part and runs:
            runs.append(Run(between))
        runs += part
    return tuple(runs)


def levelled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, no heading more than one step below the one before, and none that says nothing.

    PDF/UA-1 (7.4.2) refuses both.
    """
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not clean(plain_text(block.words)).strip():
                continue
            before = max(1, min(block.level, before + 1, LEVELS))
            block = replace(block, level=before)
        yield block


def contents_depth(document: PaperDocument) -> int:
    """Return how many levels of headings the table of contents lists, so that it stays one that is looked through."""
    levels = [block.level for block in levelled(document.blocks) if isinstance(block, Heading)]
    depths = range(1, document.depth + 1)
    return max((depth for depth in depths if sum(level <= depth for level in levels) <= MOST_CONTENTS), default=1)


def plain_text(of: Words) -> str:
    """Return words without how they are set."""
    return "".join(run.text for run in of)


def letters_in(block: Block) -> int:
    """Return how many letters a block has, those of the blocks in it among them."""
    match block:
        case Heading() | Paragraph():
            return len(plain_text(block.words))
        case Items():
            return sum(letters_in(inner) for item in block.items for inner in item)
        case Quote():
            return sum(letters_in(inner) for inner in block.blocks)
        case Table():
            return sum(len(plain_text(cell)) for row in (block.head, *block.rows) for cell in row)
        case Facts():
            return sum(len(plain_text(cell)) for row in block.rows for cell in row)


NARROWEST, WIDEST = 14, 60  # letters by which a column is given its share


def widths(table: Table) -> list[int]:
    """Return the shares of a table's columns, by the letters of their longest cells."""
    columns = zip(table.head, *table.rows, strict=True)
    return [max(NARROWEST, *(min(WIDEST, len(plain_text(cell))) for cell in column)) for column in columns]
