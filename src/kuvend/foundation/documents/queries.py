"""Reading documents: lists with their versions, without bytes and texts, and what is fetched as one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat

from kuvend.foundation.core.languages import name_to_reader
from kuvend.foundation.core.paging import Page, page_by_id
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.datasets.listed import page_sorts
from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.models import Document, DocumentVersion
from kuvend.foundation.documents.pointers import pointers
from kuvend.foundation.documents.serving import Download

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as lists show it: where it is fetched ("" when it is withheld), type, size and language in words."""

    version: DocumentVersion
    url: str
    kind: str
    size: str
    language: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its latest version, and those before it, the latest first."""

    document: Document
    latest: VersionRow
    earlier: Sequence[VersionRow]


@dataclass(frozen=True, slots=True)
class Redaction:
    """What stands in the place of a withheld version: what is gone and why, and the version that is sent now."""

    note: Localized
    latest: VersionRow


def document_rows(documents: QuerySet[Document] | Sequence[Document]) -> list[DocumentRow]:
    """Return documents with their versions, the latest filed first; one statement, which loads no bytes."""
    rows = DocumentVersion.objects.filter(document__in=documents).select_related("document__institution", "file")
    ordered = rows.defer("file__content", "file__text").order_by("-document_id", "-number")
    by_document = groupby(ordered, key=lambda version: version.document)
    return [_row(document, [_version_row(version) for version in versions]) for document, versions in by_document]


def documents_in(scope_id: int, *, after: str) -> Page[DocumentRow]:
    """Return one page of the documents of a scope, the latest filed first."""
    rows = Document.objects.filter(scope_id=scope_id)
    return page_by_id(rows, document_rows, of="documents", after=after, size=PAGE_SIZE)


def latest_documents(scope_id: int, most: int) -> list[DocumentRow]:
    """Return the documents of a scope that were filed last; one statement."""
    return document_rows(Document.objects.filter(scope_id=scope_id).order_by("-pk")[:most])


def also_sent(document: Document) -> list[DocumentVersion]:
    """Return versions of other documents that still send a file which this one sends: a redaction leaves those."""
    sent = DocumentVersion.objects.filter(withheld_at=None)
    elsewhere = sent.filter(file__in=sent.filter(document=document).values("file")).exclude(document=document)
    return list(elsewhere.select_related("document").order_by("pk"))


@dataclass(frozen=True, slots=True)
class SentFile:
    """A page besides those of documents at which a file is sent: how its row is called, and its address."""

    title: Localized
    url: str


def sent_by_others(document: Document) -> list[SentFile]:
    """Return what of other rooms sends a file that this document sends, such as evidence: no redaction takes it back.

    Whatever points to a content and has pages of its own sends it there.
    """
    hashes = list(document.versions.filter(withheld_at=None).values_list("file_id", flat=True))
    columns = {model: column for model, column in pointers() if model is not DocumentVersion}
    rows = [
        (sort, row)
        for sort in page_sorts().values()
        if (column := columns.get(sort.rows().model))
        for row in sort.rows().filter(**{f"{column}__in": hashes}).order_by("pk")
    ]
    return [SentFile(row.title, page_url(sort.page, getattr(row, sort.public_id))) for sort, row in rows]


def _row(document: Document, versions: Sequence[VersionRow]) -> DocumentRow:
    return DocumentRow(document, versions[0], versions[1:])


def _version_row(version: DocumentVersion) -> VersionRow:
    return VersionRow(
        version=version,
        url="" if version.withheld_at else page_url("document_file", version.public_id),
        kind=MediaType(version.file.media_type).label,
        size=filesizeformat(version.file.size),
        language=name_to_reader(version.language),
    )


def version_download(public_id: str) -> Download | None:
    """Return what is fetched as a version of a document; None when there is no such version, or it is withheld."""
    rows = DocumentVersion.objects.filter(public_id=public_id, withheld_at=None)
    row = rows.values_list("file_id", "file__media_type", "file__size", "document__public_id", "number").first()
    if row is None:
        return None
    sha256, media_type, size, document, number = row
    return Download(sha256, media_type, size, f"document-{document}-{number}.{MediaType(media_type).ending}")


def redaction_of(public_id: str) -> Redaction | None:
    """Return what stands in the place of a version; None when there is no such version, or it is not withheld."""
    withheld = DocumentVersion.objects.filter(public_id=public_id, withheld_at__isnull=False).first()
    if withheld is None:
        return None
    later = DocumentVersion.objects.filter(document=withheld.document_id, number__gt=withheld.number)
    versions = list(later.select_related("file").defer("file__content", "file__text").order_by("number"))
    note = next(version.redaction_note for version in versions if version.redaction_note)
    return Redaction(note, _version_row(versions[-1]))
