"""Whom letters about commitments reach: through the milestones, too."""

from __future__ import annotations

from collections.abc import Sequence

from kuvend.accountability.plans.models import Milestone
from kuvend.foundation.notifications.queries import letters_sentence


def milestones_of(commitments: Sequence[str]) -> dict[str, list[str]]:
    """Return the public ids of the milestones of commitments, by those of the commitments."""
    rows = Milestone.objects.filter(commitment__outcome__public_id__in=commitments).order_by("pk")
    milestones: dict[str, list[str]] = {}
    for commitment, milestone in rows.values_list("commitment__outcome__public_id", "outcome__public_id"):
        milestones.setdefault(commitment, []).append(milestone)
    return milestones


def told_of_assessment(commitment: str) -> str:
    """Say how many letters follow the assessment of a commitment (public id)."""
    return letters_sentence([commitment, *milestones_of([commitment]).get(commitment, [])])


def told_of_report(milestone: str, commitment: str) -> str:
    """Say how many letters follow a report on a milestone of a commitment (public ids)."""
    return letters_sentence([milestone, commitment])
