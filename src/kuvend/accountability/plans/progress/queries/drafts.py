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


def report_to_come(milestone: Milestone, arguments: Mapping[str, Any], *, period: date, unproven: bool) -> ReportPart:
    """Return a report as its page will draw it; `arguments` are those of its deed. No statement but the lead's name."""
    as_of, lead = arguments["as_of_date"], milestone.outcome.institution
    return ReportPart(
        public_id="",
        as_of=in_words(as_of),
        as_of_iso=as_of.isoformat(),
        status=status_tag(Status(arguments["status"]), unproven=unproven),
        institution=lead.name if lead else None,
        text=arguments["text"],
        challenges=arguments["challenges"],
        evidence=[
            evidence_to_come(
                title=piece.title, url=piece.url, snapshot=piece.snapshot, event_date=piece.event_date, file=piece.file
            )
            for piece in arguments["evidence"]
        ],
        proof="",
        period=in_words(period),
        period_iso=period.isoformat(),
        late="",
        readings=_readings(milestone, arguments),
        failure=_failure(arguments["failure"]),
    )


def _readings(milestone: Milestone, arguments: Mapping[str, Any]) -> list[ReadingPart]:
    indicators = {one.place: one for one in indicators_of(milestone.details)}
    return [
        ReadingPart(
            reading.place, indicators[reading.place].text, indicators[reading.place].unit, reading.value, reading.note
        )
        for reading in arguments["readings"]
        if reading.place in indicators
    ]


def _failure(statement: Any) -> FailurePart | None:
    if statement is None:
        return None
    responsible = statement.institution.name if statement.institution else statement.position
    return FailurePart(statement.reason, responsible, statement.remedy, in_words(statement.new_date), "")
