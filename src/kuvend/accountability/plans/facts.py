from dataclasses import dataclass
from typing import ClassVar

from kuvend.foundation.record.facts import Digest, FactData, Subject


@dataclass(frozen=True, kw_only=True)
class PlanPublished(FactData):
    """A version of a plan was published; `document` seals its file in canonical form."""

    type: ClassVar[str] = "plan_published"
    plan: Subject
    process: Subject
    version: int
    document: Digest


@dataclass(frozen=True, kw_only=True)
class PlanSubmitted(FactData):
    """A version of a plan was submitted to OGP; `document` is the seal under which that version was published."""

    type: ClassVar[str] = "plan_submitted"
    plan: Subject
    process: Subject
    version: int
    document: Digest


@dataclass(frozen=True, kw_only=True)
class ProgressReported(FactData):
    """An institution reported how far a milestone is."""

    type: ClassVar[str] = "progress_reported"
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
    report: Subject
    evidence: Subject
    sha256: Digest | None
    media_type: str
    size: int
    event_date: str
    words: Digest


@dataclass(frozen=True, kw_only=True)
class FailureStated(FactData):
    """An institution closed a milestone undone, and said why and what follows."""

    type: ClassVar[str] = "failure_stated"
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
    commitment: Subject
    assessment: Subject
    verifiable: str
    open_gov_lens: str
    potential: str
    completion: str
    early_results: str
    text: Digest
