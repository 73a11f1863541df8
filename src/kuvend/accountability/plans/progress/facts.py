from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import ContentDigest, Digest, FactData, Subject
from kuvend.foundation.record.way import OnTheWay, Silent


@dataclass(frozen=True, kw_only=True)
class ProgressReported(FactData):
    """An institution reported how far a milestone is."""

    type: ClassVar[str] = "progress_reported"
    label = _("Progress was reported")
    way = OnTheWay(_("Progress reported"))
    milestone: Subject
    commitment: Subject
    report: Subject
    status: str
    as_of_date: str
    evidence: int
    text: Digest


@dataclass(frozen=True, kw_only=True)
class EvidencePublished(FactData):
    """A report was published with this piece of evidence; of a file, `sha256` is that of its very bytes."""

    type: ClassVar[str] = "evidence_published"
    label = _("Evidence of a report was published")
    way = Silent("the step of its report leads to it")
    report: Subject
    evidence: Subject
    sha256: ContentDigest | None
    media_type: str
    size: int
    event_date: str
    words: Digest


@dataclass(frozen=True, kw_only=True)
class FailureStated(FactData):
    """An institution closed a milestone undone, and said why and what follows."""

    type: ClassVar[str] = "failure_stated"
    label = _("A milestone was closed undone, with the reason")
    way = Silent("the step of its report says `closed undone`")
    milestone: Subject
    commitment: Subject
    report: Subject
    institution: Subject | None
    new_date: str
    text: Digest


@dataclass(frozen=True, kw_only=True)
class CommitmentAssessed(FactData):
    """A reviewer of the Independent Reporting Mechanism assessed a commitment, in its codes."""

    type: ClassVar[str] = "commitment_assessed"
    label = _("A commitment was assessed")
    way = OnTheWay(_("Reviewed by the Independent Reporting Mechanism"))
    commitment: Subject
    assessment: Subject
    verifiable: str
    open_gov_lens: str
    potential: str
    completion: str
    early_results: str
    text: Digest
