"""The evidence of a report: what it lacks, its rows, its facts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kuvend.accountability.plans.models import Evidence, Report
from kuvend.accountability.plans.progress import facts
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.documents.actions import check_filing
from kuvend.foundation.documents.files import Unfit
from kuvend.foundation.documents.models import FileContent
from kuvend.foundation.record.facts import ContentDigest, Digest, Subject
from kuvend.foundation.record.openings import seal_openly

MOST_PIECES = 12
LONGEST_SNAPSHOT = 4000


@dataclass(frozen=True)
class GivenEvidence:
    """What shows that a report is true: a file or an address, the day it is of, and what stood there."""

    title: Localized
    url: str = ""
    event_date: date | None = None
    snapshot: str = ""
    file: FileContent | None = None

    def is_blank(self) -> bool:
        """Tell whether nothing was given at all."""
        return not (any(self.title.values()) or self.url or self.event_date or self.snapshot or self.file)


def evidence_lacks(pieces: Sequence[GivenEvidence], *, period_date: date, today: date) -> dict[str, str]:
    """Return what pieces still lack: `evidence-<number>-<field>` → the sentence at that field."""
    lacks: dict[str, str] = {}
    if len(pieces) > MOST_PIECES:
        lacks["text"] = _("A report has at most %(n)d pieces of evidence.") % {"n": MOST_PIECES}
    for number, piece in enumerate(pieces):
        lacks |= {f"evidence-{number}-{field}": said for field, said in _lacks(piece, period_date, today)}
    return lacks


def _lacks(piece: GivenEvidence, period_date: date, today: date) -> Iterator[tuple[str, str]]:
    if not any(piece.title.values()):
        yield "title", _("Name the evidence, in one language at least.")
    if piece.file and piece.url:
        yield "url", _("Give a file or a link, not both: two pieces of evidence stand side by side.")
    elif not piece.file and not piece.url:
        yield "file", _("Choose a file, or give a link.")
    elif piece.file and (refusal := _refusal(piece.file)):
        yield "file", refusal
    elif piece.url and not piece.url.startswith(("https://", "http://")):
        yield "url", _("A link begins with https:// or http://.")
    if piece.event_date is None:
        yield "event_date", _("Say of which day it is.")
    elif piece.event_date > today:
        yield "event_date", _("The day of the evidence has not come yet.")
    elif piece.event_date > period_date:
        yield "event_date", _("The day lies after the half-year of which the report tells.")


def _refusal(file: FileContent) -> str:
    """Return why a file that was taken when it was chosen may not be published now; "" when it may."""
    try:
        check_filing(file)
    except Unfit as error:
        return str(error.sentence)
    return ""


def is_public_evidence(*, url: str, has_file: bool, event_date: date | None, within: tuple[date, date]) -> bool:
    """Tell whether a piece shows something to everyone: a file or a link of a day within the plan's days.

    Completion is coded by what public evidence shows within the action plan's time (IRM's procedures manual).
    """
    first, last = within
    return (bool(url) or has_file) and event_date is not None and first <= event_date <= last


def keep_evidence(report: Report, pieces: Sequence[GivenEvidence]) -> list[facts.EvidencePublished]:
    """Keep the pieces of a report's evidence and return their facts."""
    rows = [_row(report, one) for one in pieces]
    Evidence.objects.bulk_create(rows)
    return [_fact(report, row) for row in rows]


def _row(report: Report, piece: GivenEvidence) -> Evidence:
    title, snapshot = localized(piece.title), piece.snapshot.strip()[:LONGEST_SNAPSHOT]
    sealed = seal_openly(sealed_evidence(title, piece.url, snapshot))
    return Evidence(
        report=report,
        title=title,
        url=piece.url,
        file=piece.file,
        snapshot=snapshot,
        event_date=piece.event_date,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _fact(report: Report, row: Evidence) -> facts.EvidencePublished:
    return facts.EvidencePublished(
        report=Subject(report.public_id),
        evidence=Subject(row.public_id),
        sha256=ContentDigest(row.file.sha256) if row.file else None,
        media_type=row.file.media_type if row.file else "",
        size=row.file.size if row.file else 0,
        event_date=row.event_date.isoformat() if row.event_date else "",
        words=Digest(row.digest),
    )


def sealed_evidence(title: Localized, url: str, snapshot: str) -> str:
    """Return the exact string that the digest of a piece of evidence seals: JSON with sorted keys."""
    words = {"title": title, "url": url, "snapshot": snapshot}
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
