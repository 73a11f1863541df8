"""The text of a file, for those who search and for readers that speak: as far as it can be read in bounded time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import StreamObject

from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.files import bounds
from kuvend.foundation.documents.files.bounds import MOST_FORMS, MOST_STREAM, TimedBytes, bounded

MOST_TEXT = 200_000  # characters of a document: about eighty pages
MOST_PAGES = 300
MOST_DRAWN = 200_000  # bytes of a page's drawing; the words of a longer one are not looked for
MOST_DRAWN_IN_ALL = 5_000_000  # of the pages together: few bytes of a file can unpack to very many drawings
MOST_FONTS = 100  # of a drawing
MOST_LETTERS = 500_000  # that they may draw, read again for each drawing; a row of the table of one names up to 65,536
LETTERS = re.compile(rb"<([0-9a-fA-F]{1,8})>\s*<([0-9a-fA-F]{1,8})>\s*[<\[]")  # from one to another


def text_of(content: bytes, media_type: MediaType) -> str:
    """Return the text of a file that was taken, its first MOST_TEXT characters; "" for a picture.

    A scanned document has none either: letters in pictures are not recognised.
    """
    if media_type is MediaType.CSV:
        return content.decode("utf-8-sig", errors="replace")[:MOST_TEXT]
    return _text_of_pdf(content) if media_type is MediaType.PDF else ""


def _text_of_pdf(content: bytes) -> str:
    pages: list[str] = []
    bytes_so_far = 0
    waiting = TimedBytes(content, bounds.MOST_SECONDS_FOR_TEXT)
    try:
        with bounded():
            for page in PdfReader(waiting).pages[:MOST_PAGES]:
                waiting.check_time()
                pages.append(words_of_page(page, waiting))
                bytes_so_far += _drawn_bytes(page)
                if sum(map(len, pages)) > MOST_TEXT or bytes_so_far > MOST_DRAWN_IN_ALL:
                    break
    except Exception:  # what was read before a broken page stays: the document itself is kept as it is
        pages.append("")
    return _kept_by_database("\n\n".join(pages).strip())[:MOST_TEXT]


def words_of_page(page: PageObject, waiting: TimedBytes) -> str:
    """Return the words of a page of a PDF; "" where its drawing is too long or takes too long, or a font is unknown."""
    try:
        if not 0 < _drawn_bytes(page) <= MOST_DRAWN or not _fonts_can_be_read(page, waiting):
            return ""
        return page.extract_text(visitor_operand_before=lambda *_step: waiting.check_time())
    except Exception:  # words are a help: a font that pypdf does not know is no fault of the document
        return ""


def _drawn_bytes(page: PageObject) -> int:
    try:
        drawing = page.get_contents()
        return len(drawing.get_data()) if drawing is not None else 0
    except LimitReachedError:
        return MOST_STREAM


def _fonts_can_be_read(page: PageObject, waiting: TimedBytes) -> bool:
    """Tell whether the fonts of a page, and of each drawing within it, are few and small: all are read at once.

    Raises:
        TimeoutError: when it takes too long to unpack them, which may be much longer than they are.
    """
    drawings: list[Any] = [page]
    looked: set[int] = set()
    while drawings and len(looked) <= MOST_FORMS:
        drawing = drawings.pop()
        if id(drawing) in looked or "/Resources" not in drawing:
            continue
        looked.add(id(drawing))
        fonts = list(_under(drawing, "/Font"))
        if len(fonts) > MOST_FONTS or _letters_of(fonts, waiting) > MOST_LETTERS:
            return False
        drawings += [one for one in _under(drawing, "/XObject") if one.get("/Subtype") == "/Form"]
    return not drawings


def _letters_of(fonts: list[Any], waiting: TimedBytes) -> int:
    """Return about how many letters the tables of fonts name in all; too many are not counted to their end."""
    letters = 0
    for table in (font["/ToUnicode"] for font in fonts if "/ToUnicode" in font):
        waiting.check_time()
        if isinstance(table, StreamObject):
            letters += _weight(table.get_data())
        if letters > MOST_LETTERS:
            break
    return letters


def _weight(table: bytes) -> int:
    """Return about how many letters the table of a font names: a row of it names one, or a range of them."""
    letters = len(table) // 8
    for ranges in table.split(b"beginbfrange")[1:]:
        rows = LETTERS.findall(ranges.partition(b"endbfrange")[0])
        letters += sum(max(int(last, 16) - int(first, 16), 0) for first, last in rows)
    return letters


def _under(drawing: Any, kind: str) -> Iterator[Any]:
    """Yield what a drawing uses of a kind, `/Font` or `/XObject`."""
    resources = drawing["/Resources"]
    if kind not in resources:
        return
    parts = resources[kind]
    yield from (parts[name] for name in parts)


def _kept_by_database(text: str) -> str:
    """Return a text without what PostgreSQL keeps in none: NUL, and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", errors="ignore").decode("utf-8")
