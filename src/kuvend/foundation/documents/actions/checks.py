"""What is asked of a file before a document is filed with it: at the preview, and again within the deed."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.engines.formats.rows import NAMED_SEPARATOR, SEPARATORS
from kuvend.foundation.core.access import require
from kuvend.foundation.documents import rules
from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.files import Unfit
from kuvend.foundation.documents.files.pdf import PADDING, TAIL, keeps_earlier_states
from kuvend.foundation.documents.models import Document, DocumentVersion, FileContent
from kuvend.foundation.people.actor import Actor

EDGES = f' "\r\n{SEPARATORS}'
BETWEEN_WORDS = re.compile(rf'[\s"{SEPARATORS}]+')
HOLDS_EARLIER = gettext_lazy(
    "This file still holds an earlier state of itself. Save it again, for example by printing it to PDF."
)


def check_filing(file: FileContent) -> None:
    """Refuse a file that was withheld, of whatever document.

    What can be told are the very bytes, those of a PDF within another one, as saving on top of it makes, and a table
    of the same words in the same order. The same words in other bytes are not recognised else.

    Raises:
        Unfit: when it was, or holds one that was.
    """
    withheld = DocumentVersion.objects.filter(withheld_at__isnull=False)
    if _is_one_of(withheld, file) or _holds_one_of(withheld, file):
        raise Unfit(_("This file holds what was redacted. Choose one without it."))


def check_superseding(*, actor: Actor, document: Document, seen_number: int, file: FileContent) -> None:
    """Refuse a version that may not follow the one that was read, or is it again.

    Raises:
        NotAllowed: when the actor may not, or somebody filed a version after `seen_number`.
        Unfit: when it is the file of the version before it, or was withheld.
    """
    latest = document.versions.latest("number")
    require(rules.may_add_version(actor, document, latest, seen_number))
    if latest.file_id == file.pk:
        raise Unfit(_("This is the file of the current version. Choose the new one."))
    check_filing(file)


def check_redacting(*, actor: Actor, document: Document, seen_number: int, file: FileContent) -> None:
    """Refuse a redaction from which nothing is gone.

    Raises:
        NotAllowed: when the actor may not, or somebody filed a version after `seen_number`.
        Unfit: when it is the file of an earlier version, holds one or another earlier state, or was withheld.
    """
    require(rules.may_add_version(actor, document, document.versions.latest("number"), seen_number))
    if _is_one_of(document.versions.all(), file):
        raise Unfit(_("This file is the same as an earlier version, so nothing is gone from it."))
    if keeps_earlier_states(bytes(file.content)) or _holds_one_of(document.versions.all(), file):
        raise Unfit(HOLDS_EARLIER)
    check_filing(file)


def _holds_one_of(versions: QuerySet[DocumentVersion], file: FileContent) -> bool:
    """Tell whether a PDF has the bytes of one of `versions` within it. Tables and pictures are compared whole."""
    if file.media_type != MediaType.PDF:
        return False
    earlier = FileContent.objects.filter(pk__in=versions.values("file"), media_type=MediaType.PDF)
    fitting = earlier.filter(size__lte=file.size + TAIL).exclude(pk=file.pk).values_list("content", flat=True)
    content = bytes(file.content)
    return any(bytes(held).rstrip(PADDING) in content for held in fitting.iterator(chunk_size=1))


def _is_one_of(versions: QuerySet[DocumentVersion], file: FileContent) -> bool:
    """Tell whether a file is that of one of `versions`; a table also when it has the same words."""
    if versions.filter(file=file.pk).exists():
        return True
    if file.media_type != MediaType.CSV:
        return False
    tables = FileContent.objects.filter(pk__in=versions.values("file"), media_type=MediaType.CSV)
    contents, cells = tables.values_list("content", flat=True), _words(file.content)
    return any(_words(content) == cells for content in contents.iterator(chunk_size=1))


def _words(table: bytes | memoryview) -> list[str]:
    """Return the words of a table whatever it is divided by, without signs that show nothing."""
    text = normalize("NFKC", bytes(table).decode("utf-8-sig", errors="replace"))
    first, _end, below = text.partition("\n")
    if NAMED_SEPARATOR.fullmatch(first.rstrip("\r")):
        text = below
    unseen = {ord(sign): None for sign in set(text) if category(sign) == "Cf"}
    return BETWEEN_WORDS.split(text.translate(unseen).strip(EDGES))
