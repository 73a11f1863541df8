"""What was reported on milestones and which words landed in outcomes: parts of two pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kuvend.accountability.plans.models import IndicatorReading, Milestone, Report
from kuvend.accountability.plans.progress.queries.evidence import EvidencePart, evidence_of
from kuvend.accountability.plans.progress.queries.periods import lateness
from kuvend.accountability.plans.progress.queries.rows import gone_on_tag, status_tag
from kuvend.foundation.contributions.authors import author_name, byline
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import Tag, excerpt, in_words, page_url, span
from kuvend.foundation.outcomes.queries import WentOn
from kuvend.foundation.record.proofs import Proofs
from kuvend.foundation.responses.enums import ResponseState, Verdict
from kuvend.foundation.responses.models import Answered

WORDS_SHOWN = 100  # landings on one page; the count of all stands with the outcome
EXCERPT = 280
READINGS = ArraySubquery(
    IndicatorReading.objects.filter(report=OuterRef("pk"))
    .order_by("place")
    .values(json=JSONObject(place="place", indicator="indicator", unit="unit", value="value", note="note"))
)


@dataclass(frozen=True)
class ReportPart:
    """A report of progress with its evidence; `late` says in words how late it came, "" for one in time.

    `period` is the last day of the half-year it tells of. `failure` is the statement with which it closed the
    milestone undone, `readings` the values that indicators had reached.
    """

    public_id: str
    as_of: str
    as_of_iso: str
    status: Tag
    institution: Any
    text: Any
    challenges: Any
    evidence: Sequence[EvidencePart]
    proof: str
    period: str
    period_iso: str
    late: str
    readings: Sequence[ReadingPart]
    failure: FailurePart | None


@dataclass(frozen=True)
class ReadingPart:
    """The value that an indicator had reached, in the indicator's own words."""

    place: int
    indicator: Any
    unit: Any
    value: str
    note: Any


@dataclass(frozen=True)
class FailurePart:
    """A statement of failure: why, who answers for the remedy, which one, and the new day ("": it will not be done)."""

    reason: Any
    responsible: Any
    remedy: Any
    new_day: str
    proof: str


@dataclass(frozen=True)
class MilestonePart:
    """A milestone on the thread of its commitment: its days, where it stands, and its reports, the latest first.

    `status` says "closed undone" for one that was; `reached` is then what it had reached.
    `gone_on` says that it, or its commitment, continues elsewhere or was left aside; "" words while both stand.
    """

    id: int
    number: str
    title: Any
    url: str
    days: str
    status: Tag
    simulated: bool
    reports: Sequence[ReportPart]
    closed_undone: bool
    reached: Tag
    gone_on: Tag


@dataclass(frozen=True)
class LandedWords:
    """Somebody's words that went into an outcome, and the answer that says so; `places`: (number, title, passage)."""

    url: str
    title: str
    excerpt: str
    language: str
    author: str
    verdict: str
    institution: Any
    answered: str
    places: Sequence[tuple[str, Any, Any]]


def reports_of(milestone_ids: Sequence[int]) -> dict[int, list[Report]]:
    """Return the reports on milestones, the latest first, evidence in `shown_evidence`; two statements."""
    rows = list(
        Report.objects.filter(milestone_id__in=milestone_ids)
        .select_related("institution", "failure__institution")
        .annotate(shown_readings=READINGS)
        .order_by("milestone_id", "-as_of_date", "-id")
    )
    evidence = evidence_of(rows)
    reports: dict[int, list[Report]] = {}
    for row in rows:
        row.shown_evidence = evidence.get(row.pk, [])  # type: ignore[attr-defined]
        reports.setdefault(row.milestone_id, []).append(row)
    return reports


def report_part(row: Report, proofs: Proofs) -> ReportPart:
    """Return a report as pages draw it."""
    return ReportPart(
        public_id=row.public_id,
        as_of=in_words(row.as_of_date),
        as_of_iso=row.as_of_date.isoformat(),
        status=status_tag(row.status, unproven=row.unproven),
        institution=row.institution.name if row.institution else None,
        text=row.text,
        challenges=row.challenges,
        evidence=row.shown_evidence,  # type: ignore[attr-defined]
        proof=proofs.url("progress_reported", row.public_id),
        period=in_words(row.period_date),
        period_iso=row.period_date.isoformat(),
        late=late_in_words(row),
        readings=[_reading(one) for one in row.shown_readings],  # type: ignore[attr-defined]
        failure=_failure(row, proofs),
    )


def late_in_words(row: Report) -> str:
    """Return how late a report came, in words; "" for one in time."""
    days = lateness(row)
    sentence = ngettext(
        "reported late: %(n)d day after the half-year ended",
        "reported late: %(n)d days after the half-year ended",
        days,
    )
    return sentence % {"n": days} if days else ""


def _reading(reading: dict[str, Any]) -> ReadingPart:
    texts = {name: Localized(reading[name]) for name in ("indicator", "unit", "note")}
    return ReadingPart(place=reading["place"], value=reading["value"], **texts)


def _failure(row: Report, proofs: Proofs) -> FailurePart | None:
    statement = getattr(row, "failure", None)
    if statement is None:
        return None
    return FailurePart(
        reason=statement.reason,
        responsible=statement.institution.name if statement.institution else statement.position,
        remedy=statement.remedy,
        new_day=in_words(statement.new_date),
        proof=proofs.url("failure_stated", row.public_id),
    )


def milestone_part(
    row: Milestone, reports: Mapping[int, Sequence[Report]], proofs: Proofs, went: Mapping[int, WentOn]
) -> MilestonePart:
    """Return a milestone with its reports; `went` as `texts_that_went_on` returns it for it and its commitment."""
    reached = status_tag(row.status, unproven=row.unproven)
    return MilestonePart(
        id=row.pk,
        number=row.outcome.number,
        title=row.outcome.title,
        url=page_url("milestone", row.outcome.public_id),
        days=span(row.from_date, row.to_date),
        status=Tag(_("closed undone"), "stop") if row.closed_undone else reached,
        simulated=row.simulated,
        reports=[report_part(one, proofs) for one in reports.get(row.pk, ())],
        closed_undone=row.closed_undone,
        reached=reached,
        gone_on=gone_on_tag(row, went),
    )


LANDED = (
    "contribution__public_id", "contribution__title", "contribution__body", "contribution__language",
    author_name("contribution__"), "response__verdict",
    "response__institution__name", "response__published_at", "response__landings__text__outcome__number",
    "response__landings__text__outcome__title", "response__landings__passage",
)  # fmt: skip


def landed_words(outcome_ids: Sequence[int]) -> list[LandedWords]:
    """Return the published contributions that changed the texts of these outcomes, the latest first."""
    rows = Answered.objects.filter(
        response__landings__text__outcome_id__in=outcome_ids,
        response__landings__landed_text__isnull=False,
        response__state=ResponseState.PUBLISHED,
        contribution__state=State.PUBLISHED,
    ).order_by("-response__published_at", "contribution_id", "response__landings")
    rows_by_contribution: dict[str, list[tuple[Any, ...]]] = {}
    for values in rows.values_list(*LANDED)[:WORDS_SHOWN]:
        rows_by_contribution.setdefault(values[0], []).append(values)
    return [_landed(several) for several in rows_by_contribution.values()]


def _landed(several: Sequence[tuple[Any, ...]]) -> LandedWords:
    public_id, title, body, language, author, verdict, institution, answered_at, *_place = several[0]
    return LandedWords(
        url=page_url("contribution", public_id),
        title=title,
        excerpt=excerpt(body, EXCERPT),
        language=language,
        author=byline(author),
        verdict=str(Verdict(verdict).label),
        institution=institution,
        answered=in_words(answered_at),
        places=[(number, title, passage) for *_words, number, title, passage in several],
    )
