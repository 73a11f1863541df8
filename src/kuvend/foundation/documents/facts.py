from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.way import Silent

NOT_OF_WORDS = Silent("about a document, not about somebody's words")


@dataclass(frozen=True, kw_only=True)
class DocumentFiled(FactData):
    """An institution filed a document; `file` seals the SHA-256 and the number of its very bytes, `words` its title.

    The seal of a file is opened as long as its version is sent: a bare hash of what was redacted later would let
    anybody try what it said.
    """

    type: ClassVar[str] = "document_filed"
    label = _("A document was published")
    way = NOT_OF_WORDS
    document: Subject
    version: Subject
    institution: Subject
    kind: str
    language: str
    licence: str
    media_type: str
    file: Digest
    words: Digest


@dataclass(frozen=True, kw_only=True)
class DocumentSuperseded(FactData):
    """A version of a document took the place of the one before it, which stays to be read."""

    type: ClassVar[str] = "document_superseded"
    label = _("A new version of a document was published")
    way = NOT_OF_WORDS
    document: Subject
    version: Subject
    institution: Subject
    number: int
    language: str
    licence: str
    media_type: str
    file: Digest
    words: Digest


@dataclass(frozen=True, kw_only=True)
class DocumentRedacted(FactData):
    """A version without what must not be public took the place of all before it, which are sent no longer.

    `words` seals its title and the note that says what is gone and why.
    """

    type: ClassVar[str] = "document_redacted"
    label = _("A document was redacted")
    way = NOT_OF_WORDS
    document: Subject
    version: Subject
    institution: Subject
    number: int
    language: str
    licence: str
    media_type: str
    file: Digest
    words: Digest
