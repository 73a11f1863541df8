"""What the letters about progress and assessments name."""

from __future__ import annotations

from typing import Any

from kuvend.accountability.plans.enums import Completion, Status
from kuvend.accountability.plans.models import Assessment, Report
from kuvend.foundation.outcomes.pages import outcome_url
from kuvend.foundation.record.facts import RecordedFact


def progress_reported(fact: RecordedFact) -> dict[str, Any]:
    """Name the milestone, its commitment, the status, the report's words and the milestone's page."""
    related = ("milestone__outcome", "milestone__commitment__outcome", "institution")
    report = Report.objects.select_related(*related).get(public_id=fact.subjects["report"])
    outcome = report.milestone.outcome
    return {
        "milestone": outcome,
        "commitment": report.milestone.commitment.outcome,
        "institution": report.institution,
        "status": Status(report.status).label,
        "report": report,
        "milestone_url": outcome_url(outcome.kind, outcome.public_id),
    }


def commitment_assessed(fact: RecordedFact) -> dict[str, Any]:
    """Name the commitment, the completion the reviewer saw, the reasons and the commitment's page."""
    assessment = Assessment.objects.select_related("commitment__outcome").get(public_id=fact.subjects["assessment"])
    outcome = assessment.commitment.outcome
    return {
        "commitment": outcome,
        "completion": Completion(assessment.completion).label if assessment.completion else "",
        "assessment": assessment,
        "commitment_url": outcome_url(outcome.kind, outcome.public_id),
    }
