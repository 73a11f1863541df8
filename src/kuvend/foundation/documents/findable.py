"""What the search keeps of documents: the title of the latest version that is sent, and where that is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.text import in_every_language
from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming
from kuvend.foundation.documents.enums import DocumentType
from kuvend.foundation.documents.models import Document, DocumentVersion


def _rows() -> QuerySet[DocumentVersion]:
    """Return the latest version of each document; what was redacted has another one."""
    latest = DocumentVersion.objects.filter(superseded_by=None, withheld_at=None)
    return latest.select_related("document__institution", "document__scope")


def _draw(rows: Sequence[DocumentVersion]) -> Iterable[Findable]:
    processes = dict(
        Document.objects.filter(pk__in=[row.document_id for row in rows]).values_list(
            "pk", "scope__processes__public_id"
        )
    )
    for row in rows:
        document = row.document
        kind = DocumentType(document.type)
        yield Findable(
            public_id=document.public_id,
            target=row.public_id,
            title=row.title,
            words=in_every_language(lambda code, kind=kind: kind.label),  # type: ignore[misc]
            moment=row.filed_at,
            process=processes.get(document.pk) or "",
            institution=document.institution.public_id,
            scope=document.scope.path,
        )


DOCUMENTS = FindableSort(
    name="document",
    kinds=lambda: {"document": Naming(_("document"), _("Documents"))},
    page="document_file",
    rows=_rows,
    draw=_draw,
    facts=frozenset({"document_filed", "document_superseded", "document_redacted"}),
    named_by=("document__public_id",),
    may_leave=True,
    weight=1.2,
)
