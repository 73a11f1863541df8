"""The steps of a contribution's way that lie in the plan: progress of what its words landed in, and reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from kuvend.accountability.plans.enums import Completion
from kuvend.accountability.plans.models import Assessment, Commitment, Milestone, Report
from kuvend.accountability.plans.progress.queries.rows import status_tag
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.record.steps import ProvenBy, Step

REVIEW_MONTHS = 4  # the IRM judges completion four months after a plan ends (its procedures manual)


def steps_after(outcome_ids: Sequence[int]) -> list[Step]:
    """Return the steps of outcomes in which words landed, in time, what is expected at the end.

    A landing in a commitment counts the reports on all its milestones; one in a milestone those on it alone,
    and the assessments of its commitment. Four statements at most, none without landings.
    """
    ids = list(outcome_ids)
    if not ids:
        return []
    landed = Q(outcome__in=ids) | Q(milestones__outcome__in=ids)
    commitments = list(
        Commitment.objects.filter(landed).select_related("outcome", "goal__plan__process").distinct().order_by("pk")
    )
    if not commitments:
        return []
    of_landing = Q(milestone__outcome__in=ids) | Q(milestone__commitment__outcome__in=ids)
    reports = Report.objects.filter(of_landing).select_related("milestone__outcome", "failure")
    reports = reports.order_by("as_of_date", "pk")
    assessments = Assessment.objects.filter(commitment__in=commitments).select_related("commitment__outcome")
    progress = [_progress(report) for report in reports]
    assessed = [_assessed(one) for one in assessments.order_by("assessed_at", "pk")]
    return [*progress, *assessed, *_ahead(ids, commitments, bool(progress), bool(assessed))]


def _progress(report: Report) -> Step:
    outcome, reached = report.milestone.outcome, status_tag(report.status, unproven=report.unproven)
    closed_undone = getattr(report, "failure", None) is not None
    return Step(
        _("Progress reported on milestone %(number)s") % {"number": outcome.number},
        report.as_of_date,
        tag=_("closed undone") if closed_undone else str(reached.words),
        tint="stop" if closed_undone else reached.tint,
        quote=report.text,
        url=page_url("milestone", outcome.public_id),
        link=outcome.title,
        proven_by=ProvenBy("progress_reported", "report", report.public_id),
    )


def _assessed(assessment: Assessment) -> Step:
    outcome = assessment.commitment.outcome
    completion = Completion(assessment.completion) if assessment.completion else None
    return Step(
        _("Reviewed by the Independent Reporting Mechanism"),
        assessment.assessed_at,
        tag=str(completion.label) if completion else "",
        tint=completion.tint if completion else "",
        quote=assessment.text,
        url=page_url("commitment", outcome.public_id),
        link=outcome.title,
        proven_by=ProvenBy("commitment_assessed", "assessment", assessment.public_id),
    )


def _ahead(ids: Sequence[int], commitments: Sequence[Commitment], reported: bool, assessed: bool) -> list[Step]:
    """Return what is still expected: the first report, by the first milestone's day, and the review."""
    steps = []
    if not reported:
        of_landing = Q(outcome__in=ids) | Q(commitment__outcome__in=ids)
        first = Milestone.objects.filter(of_landing, to_date__isnull=False).order_by("to_date", "pk").first()
        steps.append(Step(_("Progress report"), first.to_date if first else None, ahead=True))
    if not assessed:
        ends = max(one.goal.plan.process.end for one in commitments)
        steps.append(Step(_("Independent review"), _months_after(ends), ahead=True))
    return steps


def _months_after(day: date) -> date:
    """Return the first day of the month that lies REVIEW_MONTHS after `day`."""
    months = day.year * 12 + day.month - 1 + REVIEW_MONTHS
    return date(months // 12, months % 12 + 1, 1)
