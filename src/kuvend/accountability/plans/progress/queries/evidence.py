"""The evidence of reports as pages draw it, and the bytes of one file; lists never ask for bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from kuvend.accountability.plans.models import Evidence, KeptFile, Milestone, Report
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.models import FileContent
from kuvend.foundation.documents.serving import Download
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.models import FactSubject

PROVEN = Subquery(
    FactSubject.objects.filter(
        subject=OuterRef("public_id"), fact__type="evidence_published", fact__index__isnull=False
    ).values("fact__index")[:1]
)


@dataclass(frozen=True)
class EvidencePart:
    """What shows that a report is true: `url` is the link, or where the file is fetched; "" for a name alone.

    `kind` and `size` are words ("PDF", "120 KB"), "" for a link; `snapshot` is what stood there.
    """

    public_id: str
    title: Any
    url: str
    is_file: bool
    kind: str
    size: str
    sha256: str
    snapshot: str
    event_date: date | None
    event_day: str
    proof: str


def evidence_of(reports: Sequence[Report]) -> dict[int, list[EvidencePart]]:
    """Return the evidence of reports by report, in the order in which it was given; one statement, none for none."""
    parts: dict[int, list[EvidencePart]] = {}
    if reports:
        rows = Evidence.objects.filter(report__in=reports).select_related("file").defer("file__content", "file__text")
        for row in rows.annotate(index=PROVEN).order_by("pk"):
            parts.setdefault(row.report_id, []).append(_part(row, row.index))
    return parts


def evidence_to_come(
    *, title: Any, url: str, snapshot: str, event_date: date | None, file: FileContent | None
) -> EvidencePart:
    """Return a piece as it will be drawn once its report is published: its file cannot be fetched yet."""
    return EvidencePart(
        public_id="",
        title=title,
        url=url,
        is_file=file is not None,
        kind=str(MediaType(file.media_type).label) if file else "",
        size=filesizeformat(file.size) if file else "",
        sha256=file.sha256 if file else "",
        snapshot=snapshot,
        event_date=event_date,
        event_day=in_words(event_date),
        proof="",
    )


def _part(row: Evidence, index: int | None) -> EvidencePart:
    return EvidencePart(
        public_id=row.public_id,
        title=row.title,
        url=reverse("evidence_file", args=[row.public_id]) if row.file else row.url,
        is_file=row.file is not None,
        kind=str(MediaType(row.file.media_type).label) if row.file else "",
        size=filesizeformat(row.file.size) if row.file else "",
        sha256=row.file.sha256 if row.file else "",
        snapshot=row.snapshot,
        event_date=row.event_date,
        event_day=in_words(row.event_date),
        proof="" if index is None else reverse("record_page_entry", args=[index]),
    )


def download_of(public_id: str) -> Download | None:
    """Return what is fetched as a piece of evidence, or None when there is no such file; without its bytes."""
    row = Evidence.objects.filter(public_id=public_id, file__isnull=False)
    values = row.values_list("file_id", "file__media_type", "file__size").first()
    if values is None:
        return None
    sha256, media_type, size = values
    return Download(str(sha256), media_type, size, f"evidence-{public_id}.{MediaType(media_type).ending}")


def kept_files(
    person_id: int | None, milestone: Milestone, *, draft_file_ids: Sequence[str] = ()
) -> dict[str, KeptFile]:
    """Return the files that somebody keeps for a report on a milestone, by public id, without their bytes.

    Args:
        draft_file_ids: those that the shared draft names, whoever keeps them.
    """
    own = Q(person_id=person_id or 0) | Q(public_id__in=draft_file_ids)
    rows = KeptFile.objects.filter(own, milestone=milestone).select_related("file")
    return {one.public_id: one for one in rows.defer("file__content", "file__text").order_by("pk")}


def own_kept_files(person: Person) -> list[dict[str, Any]]:
    """Return what is told a person of the files that wait for a report, as plain values; without their bytes."""
    rows = KeptFile.objects.filter(person=person).order_by("pk")
    values = rows.values_list("name", "kept_at", "milestone__outcome__public_id", "file_id", "excerpt")
    return [
        {"name": name, "kept_at": kept_at.isoformat(), "milestone": milestone, "sha256": sha256, "excerpt": excerpt}
        for name, kept_at, milestone, sha256, excerpt in values
    ]
