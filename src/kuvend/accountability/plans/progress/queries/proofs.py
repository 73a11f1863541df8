"""Where the proof of each step of a plan is: its place in the record."""

from __future__ import annotations

from collections.abc import Sequence

from kuvend.foundation.record import proofs
from kuvend.foundation.record.proofs import Proofs

TOLD = (
    "plan_published", "plan_submitted", "rule_overridden", "outcome_text_published", "progress_reported",
    "failure_stated", "commitment_assessed",
)  # fmt: skip


def proofs_of(subjects: Sequence[str]) -> Proofs:
    """Return the proofs of what happened to `subjects` (public ids)."""
    return proofs.proofs_of(subjects, types=TOLD)
