"""What can be done with documents: file one, put a version in its place, redact it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kuvend.foundation.core.access import require, require_listed
from kuvend.foundation.core.languages import is_language
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.documents import facts, rules
from kuvend.foundation.documents.actions.checks import check_filing, check_redacting, check_superseding
from kuvend.foundation.documents.actions.contents import lock_contents, store_file
from kuvend.foundation.documents.enums import DocumentType, Licence
from kuvend.foundation.documents.files import Unfit, check_file
from kuvend.foundation.documents.models import Document, DocumentVersion, FileContent
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject
from kuvend.foundation.record.openings import as_sealed, destroy_openings, seal_openly


@dataclass(frozen=True, kw_only=True)
class Filing:
    """A version as it is handed in: its title, the language and licence of what it says (`Licence`), its file.

    The file is given by its bytes, or as one that was stored when it was chosen, before a preview.
    """

    title: Localized
    language: str
    licence: str
    content: bytes = field(default=b"", repr=False)
    file: FileContent | None = None


@transaction.atomic
def file_document(
    *, actor: Actor, institution: Institution, scope: Scope, type: str, filing: Filing, at: datetime
) -> DocumentVersion:
    """File the first version of a document of an institution; sent twice it is filed once.

    Raises:
        NotAllowed: when the actor may not file documents, or a code is on no list.
        Unfit: when the file is none that is taken or was withheld, the code names no language, or the document has
            no title.
    """
    require(rules.may_file_document(actor, scope))
    require_listed(type, DocumentType.values)
    file = _stored(filing, at)
    check_filing(file)
    of_file = DocumentVersion.objects.filter(file=file)
    firsts = of_file.filter(number=1, document__institution=institution, document__scope=scope, document__type=type)
    alike = firsts.filter(title=localized(filing.title), language=filing.language, licence=filing.licence)
    if sent_before := alike.first():
        return sent_before
    document = Document.objects.create(type=type, institution=institution, scope=scope, filed_at=at)
    version = _add(document, None, filing, file, note=Localized(), at=at)
    put(facts.DocumentFiled(kind=type, **_data_of(version)), at=at, role=_role(actor, document))
    return version


@transaction.atomic
def supersede_document(
    *, actor: Actor, document: Document, seen_number: int, filing: Filing, at: datetime
) -> DocumentVersion:
    """File a version in the place of the one that was read, which stays to be read; sent twice it is filed once.

    Raises:
        NotAllowed: when the actor may not, or somebody filed a version after `seen_number`.
        Unfit: when the file is none that is taken, that of the version before it, or was withheld.
    """
    row, latest = _locked(document)
    file = _stored(filing, at)
    if _is_the_same(latest, filing, file, Localized(), seen_number):
        require(rules.may_file_document(actor, row.scope))
        return latest
    check_superseding(actor=actor, document=row, seen_number=seen_number, file=file)
    version = _add(row, latest, filing, file, note=Localized(), at=at)
    put(facts.DocumentSuperseded(number=version.number, **_data_of(version)), at=at, role=_role(actor, row))
    return version


@transaction.atomic
def redact_document(
    *, actor: Actor, document: Document, seen_number: int, filing: Filing, note: Localized, at: datetime
) -> DocumentVersion:
    """File a version without what must not be public; all before it are sent no longer, and their text is emptied.

    So is each title of theirs that reads otherwise than its own.

    Args:
        note: what is gone and why, for everyone, in one language at least.

    Raises:
        NotAllowed: when the actor may not, or somebody filed a version after `seen_number`.
        Unfit: when the note is missing, the file is none that is taken, holds an earlier version, or was withheld.
    """
    row, latest = _locked(document)
    file = _stored(filing, at, besides=row.versions.values_list("file", flat=True))
    note = localized(note)
    if _is_the_same(latest, filing, file, note, seen_number):
        require(rules.may_file_document(actor, row.scope))
        return latest
    check_redacting(actor=actor, document=row, seen_number=seen_number, file=file)
    if not note:
        raise Unfit(_("Say what is gone from the document and why, in one language at least."))
    _withhold(row, localized(filing.title), at)
    version = _add(row, latest, filing, file, note=note, at=at)
    put(facts.DocumentRedacted(number=version.number, **_data_of(version)), at=at, role=_role(actor, row))
    return version


def _locked(document: Document) -> tuple[Document, DocumentVersion]:
    """Return a document, locked, and its latest version."""
    related = ("institution", "scope")
    row = Document.objects.select_for_update(of=("self",)).select_related(*related).get(pk=document.pk)
    return row, row.versions.latest("number")


def _stored(filing: Filing, at: datetime, *, besides: Iterable[str] = ()) -> FileContent:
    """Return the file of a version, locked with the contents `besides`, so that none is withheld meanwhile."""
    require_listed(filing.licence, Licence.values)
    if not is_language(filing.language):
        raise Unfit(
            _("“%(code)s” names no language. Name it by its code, such as sq or en.") % {"code": filing.language}
        )
    if not localized(filing.title):
        raise Unfit(_("Name the document, in one language at least."))
    checked = check_file(filing.content) if filing.file is None else None
    sha256 = checked.sha256 if checked else filing.file.pk  # type: ignore[union-attr]
    lock_contents({sha256, *besides})
    if checked:
        return store_file(checked, at=at)
    file = FileContent.objects.defer("content", "text").filter(pk=sha256).first()
    if file is None:  # nothing pointed to it, so it was forgotten meanwhile
        raise Unfit(_("Choose the file again: it was not published within its time."))
    return file


def _is_the_same(latest: DocumentVersion, filing: Filing, file: FileContent, note: Localized, seen_number: int) -> bool:
    """Tell whether what is handed in is the version that followed the one that was read: it was sent twice."""
    latest_filing = (latest.file_id, latest.title, latest.language, latest.licence, latest.redaction_note)
    offered = (file.pk, localized(filing.title), filing.language, filing.licence, note)
    return latest.number == seen_number + 1 and latest_filing == offered


def _withhold(document: Document, title: Localized, at: datetime) -> None:
    """Send no version there is any more; what was read of them goes, and what opens the seals of their files.

    So does an earlier title that is not that of the redacted version: what had to go may have stood in it.
    """
    versions = document.versions.filter(withheld_at=None)
    destroy_openings(versions.values_list("file_digest", flat=True))
    FileContent.objects.filter(pk__in=list(versions.values_list("file", flat=True))).update(text="", text_read_at=at)
    versions.update(withheld_at=at)
    renamed = document.versions.exclude(title=title)
    destroy_openings(renamed.values_list("digest", flat=True))
    renamed.update(title={}, salt=b"")


def _add(
    document: Document, latest: DocumentVersion | None, filing: Filing, file: FileContent, *,
    note: Localized, at: datetime,
) -> DocumentVersion:  # fmt: skip
    title = localized(filing.title)
    seal = seal_openly(as_sealed({"title": title, "redaction_note": note}))
    file_seal = seal_openly(as_sealed({"sha256": file.sha256, "size": file.size}))
    return DocumentVersion.objects.create(
        document=document, number=latest.number + 1 if latest else 1, supersedes=latest, title=title,
        language=filing.language, licence=filing.licence, file=file, redaction_note=note, filed_at=at,
        file_digest=file_seal.digest,
        salt=seal.salt, digest=seal.digest,
    )  # fmt: skip


def _data_of(version: DocumentVersion) -> dict[str, Any]:
    """Return what every fact about a version tells."""
    return {
        "document": Subject(version.document.public_id),
        "version": Subject(version.public_id),
        "institution": Subject(version.document.institution.public_id),
        "language": version.language,
        "licence": version.licence,
        "media_type": version.file.media_type,
        "file": Digest(version.file_digest),
        "words": Digest(version.digest),
    }


def _role(actor: Actor, document: Document) -> str:
    return actor.role_in(document.scope.path, Role.SECRETARIAT)
