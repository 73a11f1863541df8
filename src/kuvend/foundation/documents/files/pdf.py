"""PDF documents without programs, files or deeds of their own; kept byte by byte, so that a signature still holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from kuvend.foundation.documents.files.deeds import acts_by_itself
from kuvend.foundation.documents.files.reading import words_of_page
from kuvend.foundation.documents.files.unfit import Unfit

END = b"%%EOF"
TAIL = 64  # bytes after the end mark: line ends, and what some writers pad with
PADDING = b"\r\n\t \x00"
MOST_UNPACKED = 100_000_000  # bytes of packed objects; a longer document unpacks to fill the memory
END_OF_NAME = r"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"
ACTIVE = {"JavaScript": END_OF_NAME, "EmbeddedFile": "s?" + END_OF_NAME, "Launch": END_OF_NAME}
# A letter of a name may be written as its number: /Java#53cript. A name ends at a space or at a sign of its own.
MARKS = re.compile(
    "|".join(
        "/" + "".join(f"(?:{one}|#(?i:{ord(one):02x}))" for one in name) + ENDS for name, ENDS in ACTIVE.items()
    ).encode()
)
# An address in brackets, whole and on one line: within it nothing is a name, wherever it stands.
ADDRESS = re.compile(rb"\(https?://[\w.~:/?#@!$&*+,;=%'-]*\)")


def read_pdf(content: bytes) -> tuple[bytes, str]:
    """Return a PDF as it is, and the words of its first page.

    Raises:
        Unfit: when it cannot be read, asks for a password, has no page, or carries programs or files.
    """
    end = content.rfind(END)
    if end < 0 or len(content) - end - len(END) > TAIL or content[end + len(END) :].strip(PADDING):
        raise Unfit(_("Something stands behind the end of the document, or its end is missing. Save it as PDF again."))
    try:
        reader = PdfReader(BytesIO(content))
        locked, active = reader.is_encrypted, _names_deeds(content)
        if not locked:
            active = (
                active
                or _has_files(reader)
                or acts_by_itself(reader.root_object)
                or any(map(_names_deeds, _packed(reader)))
            )
            words = words_of_page(reader.pages[0])
    except Exception as error:  # pypdf raises many kinds for broken files
        raise Unfit(_("The document cannot be read as PDF. Save it again.")) from error
    if locked:
        raise Unfit(_("The document is protected by a password. Upload it without one."))
    if active:
        raise Unfit(
            _("The document contains programs or other files. Upload it without them, for example printed to PDF.")
        )
    return content, words


def keeps_earlier_states(content: bytes) -> bool:
    """Tell whether a PDF was saved on top of an earlier state, whose bytes stand in front of what was added.

    A linearized one (ISO 32000-1, annex F) has two ends from the start.
    """
    ends = 2 if b"/Linearized" in content[:1024] else 1
    return content.startswith(b"%PDF") and content.count(END) > ends


def _names_deeds(content: bytes) -> bool:
    """Tell whether a program, a file or a launch is named in what a reader of PDF may read, addresses left aside."""
    return MARKS.search(ADDRESS.sub(b"()", content)) is not None


def _has_files(reader: PdfReader) -> bool:
    """Tell whether the document names programs of its own, or has files attached."""
    names: Any = reader.root_object.get("/Names")
    names_of_files: Any = names.get_object() if names is not None else {}
    return "/JavaScript" in names_of_files or "/EmbeddedFiles" in names_of_files


def _packed(reader: PdfReader) -> Iterator[bytes]:
    """Yield the objects that stand packed in streams, as most writers since PDF 1.5 leave them.

    Raises:
        ValueError: when they unpack to more than MOST_UNPACKED.
    """
    room_left = MOST_UNPACKED
    for number in {stream for stream, _place in reader.xref_objStm.values()}:
        stream: Any = reader.get_object(number)
        unpacked = stream.get_data()
        room_left -= len(unpacked)
        if room_left < 0:
            raise ValueError("too much is packed in this document")
        yield unpacked
