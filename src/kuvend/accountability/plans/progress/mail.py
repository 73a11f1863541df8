"""What the letters about progress and assessments name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kuvend.accountability.plans.enums import Completion, Status
from kuvend.accountability.plans.models import Assessment, Report
from kuvend.accountability.plans.progress.queries.letters import milestones_of
from kuvend.accountability.plans.progress.queries.rows import SAID_ONLY
from kuvend.foundation.record.facts import RecordedFact


def progress_reported(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the milestone, its commitment, the status and the report, and the statement of failure if there is one."""
    related = ("milestone__outcome", "milestone__commitment__outcome", "institution", "failure__institution")
    ids = {str(fact.subjects["report"]) for fact in facts}
    reports = Report.objects.select_related(*related).in_bulk(ids, field_name="public_id")
    return [_progress(reports[str(fact.subjects["report"])]) for fact in facts]


def _progress(report: Report) -> dict[str, Any]:
    failure = getattr(report, "failure", None)
    responsible = failure and (failure.institution.name if failure.institution else failure.position)
    return {
        "milestone": report.milestone.outcome,
        "commitment": report.milestone.commitment.outcome,
        "institution": report.institution,
        "status": SAID_ONLY if report.unproven else Status(report.status).label,
        "report": report,
        "failure": failure,
        "responsible": responsible,
    }


def commitment_assessed(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the commitment, the completion the reviewer saw and the assessment."""
    ids = {str(fact.subjects["assessment"]) for fact in facts}
    assessments = Assessment.objects.select_related("commitment__outcome").in_bulk(ids, field_name="public_id")
    return [_assessment(assessments[str(fact.subjects["assessment"])]) for fact in facts]


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        "commitment": assessment.commitment.outcome,
        "completion": Completion(assessment.completion).label if assessment.completion else "",
        "assessment": assessment,
    }


def milestones_assessed(facts: Sequence[RecordedFact]) -> list[list[str]]:
    """Return the milestones of each assessed commitment: what is said of it concerns whose words went into them."""
    ids = [str(fact.subjects["commitment"]) for fact in facts]
    milestones = milestones_of(ids)
    return [milestones.get(commitment, []) for commitment in ids]
