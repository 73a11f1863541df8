"""Report how far a milestone is; a report is never edited, a later one follows it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kuvend.accountability.plans.cycle.periods import Period, period_with
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import FailureStatement, Milestone, Report
from kuvend.accountability.plans.progress import facts, rules
from kuvend.accountability.plans.progress.actions.evidence import (
    GivenEvidence,
    evidence_lacks,
    is_public_evidence,
    keep_evidence,
)
from kuvend.accountability.plans.progress.actions.failing import (
    GivenFailure,
    failure_fact,
    failure_lacks,
    keep_failure,
    must_state_failure,
)
from kuvend.accountability.plans.progress.actions.files import release_kept
from kuvend.accountability.plans.progress.actions.readings import (
    GivenReading,
    keep_readings,
    reading_lacks,
    sealed_readings,
)
from kuvend.accountability.plans.progress.actions.wholeness import report_lacks
from kuvend.accountability.plans.progress.queries.periods import periods_of_plan
from kuvend.foundation.core.access import require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.problems import NotWhole
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.documents.actions import lock_contents
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject
from kuvend.foundation.record.openings import seal_openly

RELATED = (
    "outcome__scope",
    "outcome__institution",
    "commitment__outcome",
    "commitment__goal__plan__process",
    "last_report",
)


@dataclass(frozen=True, kw_only=True)
class _Content:
    """What a report says, in the form in which it is checked and kept."""

    status: str
    text: Localized
    challenges: Localized
    as_of_date: date
    period: Period
    evidence: Sequence[GivenEvidence]
    readings: Sequence[GivenReading]
    failure: GivenFailure | None
    token: str
    imported: bool


@transaction.atomic
def report_progress(
    *,
    actor: Actor,
    milestone: Milestone,
    status: str,
    text: Localized,
    challenges: Localized,
    as_of_date: date,
    period_date: date | None = None,
    evidence: Sequence[GivenEvidence] = (),
    readings: Sequence[GivenReading] = (),
    failure: GivenFailure | None = None,
    token: str = "",
    imported: bool = False,
    at: datetime,
) -> Report:
    """Publish a report on `milestone` as of a day; its author may follow the words that landed there.

    Args:
        period_date: last day of the half-year it tells of, that of `as_of_date` unless given; the later report follows.
        failure: closes it undone; needed when the milestone's days are over and it is not completed.
        token: that of the form it came by; sent twice, the first report is returned.
        imported: from the tables of others, which know neither statements of failure nor links for evidence.

    Raises:
        NotAllowed: when the actor may not report here; NotWhole: when a part that is needed is missing.
    """
    row = Milestone.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=milestone.pk)
    require(rules.may_report_progress(actor, row))
    if earlier_report := _sent_before(row, token, evidence, actor):
        return earlier_report
    periods = periods_of_plan(row.commitment.goal.plan)
    content = _content_of(
        periods, status=status, text=text, challenges=challenges, as_of_date=as_of_date, period_date=period_date,
        evidence=evidence, readings=readings, failure=failure, token=token, imported=imported,
    )  # fmt: skip
    lock_contents([one.file.sha256 for one in content.evidence if one.file])  # none is withheld while it is asked
    if lacks := _lacks(row, content, periods, local_date(at)):
        raise NotWhole(lacks)
    return _publish(row, content, actor, at)


@dataclass(frozen=True)
class ReportCheck:
    """A report before it is published: what it lacks (field → sentence), its period, if *completed* is unproven."""

    lacks: Mapping[str, str]
    unproven: bool
    period: Period


def check_report(*, milestone: Milestone, at: datetime, **arguments: Any) -> ReportCheck:
    """Judge a report as `report_progress` would with the same `arguments`, before it is published."""
    row = Milestone.objects.select_related(*RELATED).get(pk=milestone.pk)
    periods = periods_of_plan(row.commitment.goal.plan)
    content = _content_of(periods, **arguments)
    return ReportCheck(_lacks(row, content, periods, local_date(at)), _unproven(row, content), content.period)


def _content_of(
    periods: list[Period],
    *,
    text: Localized,
    challenges: Localized,
    as_of_date: date,
    period_date: date | None = None,
    evidence: Sequence[GivenEvidence] = (),
    imported: bool = False,
    **parts: Any,
) -> _Content:
    return _Content(
        text=localized(text),
        challenges=localized(challenges),
        as_of_date=as_of_date,
        period=period_with(period_date or as_of_date, periods),
        evidence=[one for one in evidence if not one.is_blank()],
        imported=imported,
        **parts,
    )


def _sent_before(row: Milestone, token: str, evidence: Sequence[GivenEvidence], actor: Actor) -> Report | None:
    """Return the report that came by the same form, if any; the files that were sent again are not kept twice."""
    earlier_report = row.reports.filter(token=token).first() if token else None
    if earlier_report:
        release_kept(actor, row, [one.file.sha256 for one in evidence if one.file])
    return earlier_report


def _lacks(row: Milestone, content: _Content, periods: list[Period], today: date) -> dict[str, str]:
    if content.imported:  # from before the plan's days too, and never with a statement of failure
        period = Period(content.as_of_date, content.as_of_date)
        return report_lacks(**_words(content), period=period, today=today)
    must_state = must_state_failure(
        row, status=content.status, period_date=content.period.last, periods=periods, today=today
    )
    return (
        report_lacks(**_words(content), period=content.period, today=today)
        | reading_lacks(content.readings, row)
        | evidence_lacks(content.evidence, period_date=content.period.last, today=today)
        | failure_lacks(content.failure, status=content.status, needed=must_state, today=today)
    )


def _words(content: _Content) -> dict[str, Any]:
    return {name: getattr(content, name) for name in ("status", "text", "challenges", "as_of_date")}


def _publish(row: Milestone, content: _Content, actor: Actor, at: datetime) -> Report:
    """Keep the report with all that belongs to it, turn the milestone, and put the facts on record."""
    report = _keep(row, content, unproven=_unproven(row, content), at=at)
    keep_readings(report, content.readings, row)
    evidence = keep_evidence(report, content.evidence)
    statement = keep_failure(report, content.failure, at=at) if content.failure else None
    _turn(row, report, statement)
    release_kept(actor, row, [one.file.sha256 for one in content.evidence if one.file])
    failure_facts = [failure_fact(row, statement)] if statement else []
    role = actor.role_in(row.outcome.scope.path, Role.INSTITUTION_OFFICER, Role.COMPONENT_LEADER)
    put(_reported(row, report, len(evidence)), *evidence, *failure_facts, at=at, role=role)
    return report


def _turn(row: Milestone, report: Report, statement: FailureStatement | None) -> None:
    """Let the milestone stand as the report says, unless another report tells of a later day.

    A report without a statement that follows one with it opens the milestone again.
    """
    if row.last_report is not None and row.last_report.as_of_date > report.as_of_date:
        return
    row.status, row.last_report, row.unproven = report.counts_as, report, report.unproven
    row.closed_undone, row.failure = statement is not None, statement
    row.save(update_fields=["status", "unproven", "last_report", "closed_undone", "failure"])


def _unproven(row: Milestone, content: _Content) -> bool:
    """Tell whether a report says *completed* and brings nothing that shows it within the plan's days."""
    process = row.commitment.goal.plan.process
    within = process.from_date, process.end
    return content.status == Status.COMPLETED and not any(
        is_public_evidence(url=piece.url, has_file=piece.file is not None, event_date=piece.event_date, within=within)
        for piece in content.evidence
    )


def _keep(row: Milestone, content: _Content, *, unproven: bool, at: datetime) -> Report:
    sealed = seal_openly(sealed_words(content.text, content.challenges, content.readings))
    return Report.objects.create(
        milestone=row,
        institution=row.outcome.institution,
        status=content.status,
        text=content.text,
        challenges=content.challenges,
        as_of_date=content.as_of_date,
        period_date=content.period.last,
        imported=content.imported,
        token=content.token,
        reported_at=at,
        unproven=unproven,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _reported(milestone: Milestone, report: Report, evidence: int) -> facts.ProgressReported:
    return facts.ProgressReported(
        milestone=Subject(milestone.outcome.public_id),
        commitment=Subject(milestone.commitment.outcome.public_id),
        report=Subject(report.public_id),
        status=report.status,
        as_of_date=report.as_of_date.isoformat(),
        evidence=evidence,
        text=Digest(report.digest),
    )


def sealed_words(text: Localized, challenges: Localized, readings: Sequence[GivenReading] = ()) -> str:
    """Return the exact string that a report's digest seals: JSON with sorted keys, so that anyone can rebuild it.

    A report that gives values of indicators seals them too, as `readings`.
    """
    words: dict[str, object] = {"text": text, "challenges": challenges}
    if readings:
        words["readings"] = sealed_readings(readings)
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
