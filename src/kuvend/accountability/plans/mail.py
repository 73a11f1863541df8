"""What the letters about progress and assessments name."""

from __future__ import annotations

from typing import Any

from kuvend.accountability.plans.enums import Completion, Status
from kuvend.accountability.plans.models import Assessment, Report
from kuvend.foundation.record.facts import RecordedFact


def progress_reported(fact: RecordedFact) -> dict[str, Any]:
    """Name the milestone, its commitment, the status and the report, and the statement of failure if there is one."""
    related = ("milestone__outcome", "milestone__commitment__outcome", "institution", "failure__institution")
    report = Report.objects.select_related(*related).get(public_id=fact.subjects["report"])
    failure = getattr(report, "failure", None)
    responsible = failure and (failure.institution.name if failure.institution else failure.position)
    return {
        "milestone": report.milestone.outcome,
        "commitment": report.milestone.commitment.outcome,
        "institution": report.institution,
        "status": Status(report.status).label,
        "report": report,
        "failure": failure,
        "responsible": responsible,
    }


def commitment_assessed(fact: RecordedFact) -> dict[str, Any]:
    """Name the commitment, the completion the reviewer saw and the assessment."""
    assessment = Assessment.objects.select_related("commitment__outcome").get(public_id=fact.subjects["assessment"])
    return {
        "commitment": assessment.commitment.outcome,
        "completion": Completion(assessment.completion).label if assessment.completion else "",
        "assessment": assessment,
    }
