"""Look at a file that somebody brings: its size, what it is, and that it is only that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from zipfile import is_zipfile

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.words import one_line
from kuvend.foundation.documents.enums import MOST_BYTES, MediaType
from kuvend.foundation.documents.files.images import read_jpeg, read_png
from kuvend.foundation.documents.files.pdf import MARK, begins_as_pdf, read_pdf
from kuvend.foundation.documents.files.tables import read_csv
from kuvend.foundation.documents.files.unfit import TooLarge, Unfit

MOST_EXCERPT = 1000  # characters of a document's own words, kept beside it
MOST_READ = 20 * MOST_EXCERPT  # of its words, before what shows nothing is taken out
HEAD = 1024  # readers of PDF look for its mark this far
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # Word, Excel, OpenDocument and archives; Office to 2003


@dataclass(frozen=True)
class CheckedFile:
    """A file as it is kept: `content` may differ from what was brought (images are drawn anew).

    `excerpt` is how its own words begin, "" for an image.
    """

    content: bytes = field(repr=False)
    media_type: MediaType
    excerpt: str

    @property
    def sha256(self) -> str:
        """The SHA-256 of its content, in hexadecimal digits."""
        return sha256(self.content).hexdigest()


def check_file(content: bytes) -> CheckedFile:
    """Return a file as it is kept.

    Raises:
        Unfit: when it is empty, larger than 10 MB, none of PDF, PNG, JPEG and CSV, broken, or two things at once.
    """
    if not content:
        raise Unfit(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise TooLarge(_("The file is larger than 10 MB. Make it smaller."))
    media_type, read = _kind_of(content)
    if content.startswith(OFFICE):
        raise Unfit(
            _("Only PDF, PNG, JPEG and CSV files are taken. Save a document as PDF, and a table as PDF or CSV.")
        )
    if _is_two_things(content, media_type):
        raise Unfit(
            _("The file is two things at once, such as a picture with an archive behind it. Upload only one of them.")
        )
    content_kept, words = read(content)
    if len(content_kept) > MOST_BYTES:
        raise TooLarge(_("The file is larger than 10 MB. Make it smaller."))
    return CheckedFile(content_kept, media_type, one_line(words[:MOST_READ])[:MOST_EXCERPT])


def _kind_of(content: bytes) -> tuple[MediaType, Callable[[bytes], tuple[bytes, str]]]:
    if begins_as_pdf(content):
        return MediaType.PDF, read_pdf
    if content.startswith(PNG):
        return MediaType.PNG, read_png
    if content.startswith(JPEG):
        return MediaType.JPEG, read_jpeg
    return MediaType.CSV, read_csv


def _is_two_things(content: bytes, media_type: MediaType) -> bool:
    """Tell whether another reader would find an archive or another document in the same bytes."""
    return is_zipfile(BytesIO(content)) or (media_type != MediaType.PDF and MARK in content[:HEAD])
