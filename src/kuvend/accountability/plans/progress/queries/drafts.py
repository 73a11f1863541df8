"""Drafts of reports and assessments: the one that is being written, and how a report will be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import FormDraft, Milestone
from kuvend.accountability.plans.progress.indicators import indicators_of
from kuvend.accountability.plans.progress.queries.evidence import evidence_to_come
from kuvend.accountability.plans.progress.queries.reports import FailurePart, ReadingPart, ReportPart
from kuvend.accountability.plans.progress.queries.rows import status_tag
from kuvend.foundation.core.wording import in_words


def form_draft(outcome_id: int) -> FormDraft | None:
    """Return the draft of a report or an assessment, None when none is kept."""
    return FormDraft.objects.filter(outcome_id=outcome_id).first()


def report_to_come(milestone: Milestone, said: Mapping[str, Any], *, period: date, unproven: bool) -> ReportPart:
    """Return a report as its page will draw it; `said` are its arguments. No statement but the lead's name."""
    as_of, lead = said["as_of_date"], milestone.outcome.institution
    return ReportPart(
        public_id="",
        as_of=in_words(as_of),
        as_of_iso=as_of.isoformat(),
        status=status_tag(Status(said["status"]), unproven=unproven),
        institution=lead.name if lead else None,
        text=said["text"],
        challenges=said["challenges"],
        evidence=[
            evidence_to_come(
                title=one.title, url=one.url, snapshot=one.snapshot, event_date=one.event_date, file=one.file
            )
            for one in said["evidence"]
        ],
        proof="",
        period=in_words(period),
        period_iso=period.isoformat(),
        late="",
        readings=_readings(milestone, said),
        failure=_failure(said["failure"]),
    )


def _readings(milestone: Milestone, said: Mapping[str, Any]) -> list[ReadingPart]:
    known = {one.place: one for one in indicators_of(milestone.details)}
    return [
        ReadingPart(one.place, known[one.place].text, known[one.place].unit, one.value, one.note)
        for one in said["readings"]
        if one.place in known
    ]


def _failure(given: Any) -> FailurePart | None:
    if given is None:
        return None
    responsible = given.institution.name if given.institution else given.position
    return FailurePart(given.reason, responsible, given.remedy, in_words(given.new_date), "")
