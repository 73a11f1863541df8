"""The documents of a process as the desk lists them, and what the preview of one says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat

from kuvend.desk.rules import PROCESSES
from kuvend.foundation.core.languages import name_to_reader
from kuvend.foundation.core.paging import Page
from kuvend.foundation.documents.enums import DocumentType, Licence, MediaType
from kuvend.foundation.documents.models import Document, FileContent
from kuvend.foundation.documents.queries import DocumentRow, documents_in
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.models import Process


def process_within(actor: Actor, public_id: str) -> Process | None:
    """Return a process within the actor's scopes, or None."""
    rows = Process.objects.filter(within(actor, PROCESSES.roles, "scope__path"), public_id=public_id)
    return rows.select_related("scope").first()


def documents_page(process: Process, *, after: str) -> Page[DocumentRow]:
    """Return one page of the documents of a process, the latest filed first."""
    return documents_in(process.scope_id, after=after)


def document(public_id: str) -> Document | None:
    """Return a document with its institution and scope, or None."""
    return Document.objects.select_related("institution", "scope").filter(public_id=public_id).first()


def process_of(document: Document) -> Process | None:
    """Return the process whose document it is, None for one of another room."""
    return Process.objects.filter(scope=document.scope).first()


def preview(values: Mapping[str, Any], file: FileContent) -> dict[str, Any]:
    """Return the codes of a version as they will be shown, with type and size of its file."""
    return {
        "type": DocumentType(values["type"]).label if "type" in values else "",
        "language": name_to_reader(values["language"]),
        "licence": Licence(values["licence"]).label,
        "file": f"{MediaType(file.media_type).label}, {filesizeformat(file.size)}",
    }
