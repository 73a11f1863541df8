"""The steps of a contribution's way that lie in the plan: progress of what its words landed in, and reviews."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from kuvend.accountability.plans.enums import Completion
from kuvend.accountability.plans.models import STANDS, Assessment, Commitment, Milestone, Report
from kuvend.accountability.plans.progress.queries.rows import status_tag
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.outcomes.queries import succession_steps
from kuvend.foundation.record.steps import ProvenBy, Step

REVIEW_MONTHS = 4  # the IRM judges completion four months after a plan ends (its procedures manual)


def steps_after(outcome_ids: Sequence[int]) -> list[Step]:
    """Return the steps of outcomes in which words landed, in time, what is expected at the end.

    A landing in a commitment counts the reports on all its milestones; one in a milestone those on it alone,
    and the assessments of its commitment, with where that commitment continues. Four statements at most, none without
    landings; more where the commitment of a milestone continues.
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
    assessments = assessments.order_by("assessed_at", "pk")
    progress = [_progress(report) for report in reports]
    assessed = [_assessed(one) for one in assessments]
    so_far = _SoFar({row.milestone.commitment_id for row in reports}, {row.commitment_id for row in assessments})
    above = [one.outcome for one in commitments if one.outcome_id not in ids]  # words landed in a milestone of theirs
    return [*progress, *assessed, *succession_steps(above), *_ahead(ids, commitments, so_far)]


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


@dataclass(frozen=True)
class _SoFar:
    """The commitments (row ids) on which there is a report, and those that were assessed."""

    reported: Collection[int]
    assessed: Collection[int]


def _ahead(ids: Sequence[int], commitments: Sequence[Commitment], so_far: _SoFar) -> list[Step]:
    """Return what is still expected of each commitment that stands for itself, in time; named where they are several.

    It is the first report, by the first milestone's day, and the review.
    """
    standing = [one for one in commitments if not one.outcome.continues]
    first_days = _first_days(ids, [one.pk for one in standing if one.pk not in so_far.reported])
    steps: list[Step] = []
    for commitment in standing:
        outcome, ends = commitment.outcome, commitment.goal.plan.process.end
        expected: list[tuple[str, date | None]] = []
        if commitment.pk in first_days:
            expected.append((_("Progress report"), first_days[commitment.pk]))
        if commitment.pk not in so_far.assessed:
            expected.append((_("Independent review"), _months_after(ends)))
        if len(standing) > 1:
            name = f"{ordinal(outcome.number)} {outcome.title}".strip()
            expected = [(_("%(step)s, in “%(where)s”") % {"step": title, "where": name}, on) for title, on in expected]
        steps += [Step(title, on, ahead=True) for title, on in expected]
    return sorted(steps, key=lambda step: step.on or date.max)


def _first_days(ids: Sequence[int], commitments: Sequence[int]) -> dict[int, date | None]:
    """Return the day of the first milestone of each commitment (row id) of those in which words landed."""
    days: dict[int, date | None] = dict.fromkeys(commitments)
    if commitments:
        of_landing = Q(outcome__in=ids) | Q(commitment__outcome__in=ids)
        rows = Milestone.objects.filter(of_landing, STANDS, commitment__in=commitments, to_date__isnull=False)
        days |= dict(rows.values_list("commitment").annotate(first=Min("to_date")))
    return days


def _months_after(day: date) -> date:
    """Return the first day of the month that lies REVIEW_MONTHS after `day`."""
    months = day.year * 12 + day.month - 1 + REVIEW_MONTHS
    return date(months // 12, months % 12 + 1, 1)
