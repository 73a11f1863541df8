"""The documents of a process as the desk lists them, and what the preview of one says."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import override

from kuvend.desk.rules import PROCESSES
from kuvend.foundation.core.languages import name_to_reader
from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents.actions.versions import Filing
from kuvend.foundation.documents.enums import DocumentType, Licence, MediaType
from kuvend.foundation.documents.models import Document, FileContent
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.models import Process


def process_within(actor: Actor, public_id: str) -> Process | None:
    """Return a process within the actor's scopes, or None."""
    rows = Process.objects.filter(within(actor, PROCESSES.roles, "scope__path"), public_id=public_id)
    return rows.select_related("scope").first()


def document(public_id: str) -> Document | None:
    """Return a document with its institution and scope, or None."""
    return Document.objects.select_related("institution", "scope").filter(public_id=public_id).first()


def process_of(document: Document) -> Process | None:
    """Return the process whose document it is, None for one of another room."""
    return Process.objects.filter(scope=document.scope).first()


def preview(filing: Filing, file: FileContent, kind: str, institution: Institution, note: Localized) -> dict[str, Any]:
    """Return a version as it will be shown: title and note in each of their languages, type and size of its file."""
    return {
        "title": filing.title,
        "kind": DocumentType(kind).label,
        "institution": institution,
        "language": name_to_reader(filing.language),
        "licence": Licence(filing.licence).label,
        "file": f"{MediaType(file.media_type).label}, {filesizeformat(file.size)}",
        "note": Localized({code: _redacted(code, said) for code, said in note.items()}),
    }


def _redacted(language: str, note: str) -> str:
    with override(language):
        return _("Redacted: %(note)s") % {"note": note}
