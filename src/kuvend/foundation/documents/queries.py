"""Reading documents: their versions without bytes, and what is fetched as one of them."""

from __future__ import annotations

from django.db.models import QuerySet

from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.models import Document, DocumentVersion
from kuvend.foundation.documents.serving import Download


def versions_of(document: Document) -> QuerySet[DocumentVersion]:
    """Return the versions of a document with hash, type and size of their files, the latest first; no bytes."""
    return document.versions.select_related("file").defer("file__content", "text").order_by("-number")


def version_download(public_id: str) -> Download | None:
    """Return what is fetched as a version of a document; None when there is no such version, or it is withheld."""
    rows = DocumentVersion.objects.filter(public_id=public_id, withheld_at=None)
    row = rows.values_list("file_id", "file__media_type", "file__size", "document__public_id", "number").first()
    if row is None:
        return None
    sha256, media_type, size, document, number = row
    return Download(sha256, media_type, size, f"document-{document}-{number}.{MediaType(media_type).ending}")
