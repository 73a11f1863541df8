"""The milestones of a commitment as its page tells them: what is planned, measured and reported, and half-years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kuvend.accountability.plans.models import Commitment, Milestone, Report
from kuvend.accountability.plans.progress.queries.indicator_lines import IndicatorLine, indicator_lines
from kuvend.accountability.plans.progress.queries.milestone import standing_of
from kuvend.accountability.plans.progress.queries.periods import PeriodsTable, periods_of_plan, periods_table
from kuvend.accountability.plans.progress.queries.planned import PlannedPart, planned_part
from kuvend.accountability.plans.progress.queries.reports import MilestonePart, milestone_part
from kuvend.foundation.outcomes.queries import WentOn
from kuvend.foundation.record.proofs import Proofs

Reports = Mapping[int, Sequence[Report]]


@dataclass(frozen=True)
class Step:
    """A milestone on the thread of its commitment; `missing` are half-years without a report, by their last day."""

    part: MilestonePart
    planned: PlannedPart
    lines: Sequence[IndicatorLine]
    missing: Sequence[tuple[str, str]]


def steps_of(
    row: Commitment,
    milestones: Sequence[Milestone],
    reports: Reports,
    proofs: Proofs,
    *,
    went: Mapping[int, WentOn],
    today: date,
) -> list[Step]:
    """Return the milestones of a commitment (with its plan and process); no statement.

    Args:
        reports: as `reports_of` returns them.
        went: as `texts_that_went_on` returns it for the commitment and its milestones.
    """
    steps = []
    for milestone in milestones:
        milestone.commitment = row  # loaded already: the milestone's own would be asked for again
        standing = standing_of(milestone, reports.get(milestone.pk, ()), today=today)
        lines = indicator_lines(standing.indicators)
        part = milestone_part(milestone, reports, proofs, went)
        steps.append(Step(part, planned_part(milestone), lines, standing.missing))
    return steps


def half_years(
    row: Commitment, milestones: Sequence[Milestone], reports: Reports, *, today: date
) -> PeriodsTable | None:
    """Return the half-years of a commitment's plan with what was reported; None before the plan begins."""
    plan = row.goal.plan
    if not milestones or today < periods_of_plan(plan)[0].first:
        return None
    earliest_first = {key: list(reversed(several)) for key, several in reports.items()}
    return periods_table(plan, milestones, earliest_first, today=today)
