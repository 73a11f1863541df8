"""PDF documents without programs, files or deeds of their own; kept byte by byte, so that a signature still holds."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypdf import PasswordType, PdfReader

from kuvend.foundation.documents.files import bounds
from kuvend.foundation.documents.files.bounds import MOST_STREAM, TimedBytes, bounded
from kuvend.foundation.documents.files.deeds import acts_by_itself
from kuvend.foundation.documents.files.reading import words_of_page
from kuvend.foundation.documents.files.unfit import Unfit

MARK = b"%PDF-"
# What some programs set before the mark, and readers skip.
BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?[\x00\t\n\f\r ]{0,64}(?=%PDF-)")
END = b"%%EOF"
TAIL = 64  # bytes after the end mark: line ends, and what some writers pad with
PADDING = b"\r\n\t \x00"
MOST_UNPACKED = 20_000_000  # bytes of packed objects, of which those alone are parsed that the document leads to
END_OF_NAME = r"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"
A_PART = r"[\s\x00]*(?:<<|[0-9]+[\s\x00]+[0-9]+[\s\x00]+R)"  # alone, so short a name stands in many a picture
ACTIVE = {
    "JavaScript": END_OF_NAME, "EmbeddedFile": "s?" + END_OF_NAME, "Launch": END_OF_NAME, "EF": A_PART,
}  # fmt: skip
# A letter of a name may be written as its number: /Java#53cript. A name ends at a space or at a sign of its own.
MARKS = re.compile(
    "|".join(
        "/" + "".join(f"(?:{one}|#(?i:{ord(one):02x}))" for one in name) + ENDS for name, ENDS in ACTIVE.items()
    ).encode()
)
# An address in brackets, whole and on one line: within it nothing is a name, wherever it stands.
ADDRESS = re.compile(rb"\(https?://[\w.~:/?#@!$&*+,;=%'-]*\)")


def begins_as_pdf(content: bytes) -> bool:
    """Tell whether a file is to be read as PDF: it begins with the mark, or with what shows nothing and the mark."""
    return BEFORE.match(content) is not None


def read_pdf(content: bytes) -> tuple[bytes, str]:
    """Return a PDF as it is, and the words of its first page.

    Raises:
        Unfit: when it cannot be read, asks for a password, has no page, or carries programs or files.
    """
    end = content.rfind(END)
    if end < 0 or len(content) - end - len(END) > TAIL or content[end + len(END) :].strip(PADDING):
        raise Unfit(_("Something stands behind the end of the document, or its end is missing. Save it as PDF again."))
    try:
        with bounded():
            locked, active, words = _looked_through(content)
    except Exception as error:  # pypdf raises many kinds for broken files
        raise Unfit(_("The document cannot be read as PDF. Save it again.")) from error
    if locked:
        raise Unfit(_("The document is protected by a password. Upload it without one."))
    if active:
        raise Unfit(
            _("The document contains programs or other files. Upload it without them, for example printed to PDF.")
        )
    return content, words


def _looked_through(content: bytes) -> tuple[bool, bool, str]:
    """Return whether a document is locked, whether it carries programs, files or deeds, and its first page's words.

    What is packed is unpacked first: an object of it is parsed with all that stand in the same stream.
    """
    waiting = TimedBytes(content, bounds.MOST_SECONDS)
    reader = PdfReader(waiting)
    active = _names_deeds(content)
    if (
        reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    ):  # one of its owner alone locks nobody out
        return True, active, ""
    active = (
        active
        or any(map(_names_deeds, _packed(reader, waiting)))
        or _has_files(reader)
        or acts_by_itself(reader.root_object, waiting)
    )
    return False, active, words_of_page(reader.pages[0], waiting)


def keeps_earlier_states(content: bytes) -> bool:
    """Tell whether a PDF was saved on top of an earlier state, whose bytes stand in front of what was added.

    A linearized one (ISO 32000-1, annex F) has two ends from the start.
    """
    ends = 2 if b"/Linearized" in content[:1024] else 1
    return begins_as_pdf(content) and content.count(END) > ends


def _names_deeds(content: bytes) -> bool:
    """Tell whether a program, a file or a launch is named in what a reader of PDF may read, addresses left aside."""
    return MARKS.search(ADDRESS.sub(b"()", content)) is not None


def _has_files(reader: PdfReader) -> bool:
    """Tell whether the document names programs of its own, or has files attached."""
    names: Any = reader.root_object.get("/Names")
    names_of_files: Any = names.get_object() if names is not None else {}
    return "/JavaScript" in names_of_files or "/EmbeddedFiles" in names_of_files


def _packed(reader: PdfReader, waiting: TimedBytes) -> list[bytes]:
    """Return the objects that stand packed in streams, as most writers since PDF 1.5 leave them.

    Raises:
        ValueError: when they unpack to more than MOST_UNPACKED, or one of them to more than MOST_STREAM.
        TimeoutError: when it takes too long.
    """
    unpacked: list[bytes] = []
    for number in {stream for stream, _place in reader.xref_objStm.values()}:
        waiting.check_time()
        stream: Any = reader.get_object(number)
        unpacked.append(stream.get_data())
        if len(unpacked[-1]) > MOST_STREAM or sum(map(len, unpacked)) > MOST_UNPACKED:
            raise ValueError("too much is packed in this document")
    return unpacked
