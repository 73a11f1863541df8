"""The text of a file, for those who search and for readers that speak: as far as it can be read in bounded time."""

from __future__ import annotations

from io import BytesIO

from pypdf import PageObject, PdfReader

from kuvend.foundation.documents.enums import MediaType

MOST_TEXT = 200_000  # characters of a document: about eighty pages
MOST_PAGES = 300
MOST_DRAWN = 200_000  # bytes of a page's drawing; the words of a longer one are not looked for
MOST_DRAWN_IN_ALL = 5_000_000  # of the pages together: few bytes of a file can unpack to very many drawings


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
    try:
        for page in PdfReader(BytesIO(content)).pages[:MOST_PAGES]:
            pages.append(words_of_page(page))
            bytes_so_far += _drawn_bytes(page)
            if sum(map(len, pages)) > MOST_TEXT or bytes_so_far > MOST_DRAWN_IN_ALL:
                break
    except Exception:  # what was read before a broken page stays: the document itself is kept as it is
        pages.append("")
    return _kept_by_database("\n\n".join(pages).strip())[:MOST_TEXT]


def words_of_page(page: PageObject) -> str:
    """Return the words of a page of a PDF; "" where its drawing is too long or a font is unknown."""
    if not 0 < _drawn_bytes(page) <= MOST_DRAWN:
        return ""
    try:
        return page.extract_text()
    except Exception:  # words are a help: a font that pypdf does not know is no fault of the document
        return ""


def _drawn_bytes(page: PageObject) -> int:
    drawing = page.get_contents()
    return len(drawing.get_data()) if drawing is not None else 0


def _kept_by_database(text: str) -> str:
    """Return a text without what PostgreSQL keeps in none: NUL, and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", errors="ignore").decode("utf-8")
