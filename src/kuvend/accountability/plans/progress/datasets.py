"""What institutions reported on their milestones, and what reviewers found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.cycle.periods import days_late
from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import Assessment, Evidence, FailureStatement, IndicatorReading, Report
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Column, Dataset, Kind, Section, day, localized, moment, number, text

EVIDENCE = (
    Evidence.objects.filter(report=OuterRef("pk"))
    .order_by("pk")
    .values(piece=JSONObject(id="public_id", title="title", url="url", sha256="file_id", event_date="event_date"))
)
READINGS = (
    IndicatorReading.objects.filter(report=OuterRef("pk"))
    .order_by("place")
    .values(piece=JSONObject(place="place", indicator="indicator", unit="unit", value="value", note="note"))
)
FAILURE = FailureStatement.objects.filter(report=OuterRef("pk")).values(
    stated=JSONObject(
        reason="reason", institution="institution__public_id", position="position", remedy="remedy", new_date="new_date"
    )
)
FILED = Case(When(file__isnull=False, then="public_id"), default=Value(""))
LATENESS = JSONObject(period="period_date", reported="reported_at", imported="imported")


def _pieces(entries: Any) -> list[Any]:
    return list(entries or ())


def _days_late(report: dict[str, Any]) -> int | None:
    if report["imported"]:
        return None
    reported_on = local_date(datetime.fromisoformat(report["reported"]))
    return days_late(date.fromisoformat(report["period"]), reported_on)


def _file_address(public_id: str) -> str:
    return site_url(reverse("evidence_file", args=[public_id])) if public_id else ""


REPORTS = Dataset(
    name="reports",
    section=Section.DELIVERY,
    title=_("Progress reports"),
    holds=_(
        "Each report on a milestone: half-year, status, words, challenges, readings of indicators, evidence, and the "
        "statement of failure where it closed the milestone undone. Reports are never edited."
    ),
    rows=lambda today: Report.objects.all(),
    columns=(
        text("id", "public_id", "the public id"),
        text("milestone", "milestone__outcome__public_id", "the milestone"),
        text("commitment", "milestone__commitment__outcome__public_id", "its commitment"),
        text("plan", "milestone__commitment__goal__plan__public_id", "its plan"),
        text("institution", "institution__public_id", "the institution that reports"),
        text("status", "status", "how far the milestone is"),
        localized("text", "text", "what was done"),
        localized("challenges", "challenges", "what stood in the way"),
        day("as_of_date", "as_of_date", "the day of which it tells"),
        day("period_date", "period_date", "the last day of the half-year it is for, on which it was due"),
        moment("reported_at", "reported_at", "when it was published"),
        Column(
            "days_late",
            LATENESS,
            "days after it was due, 0 in time; empty for one taken from the tables of others",
            Kind.NUMBER,
            _days_late,
        ),
        Column("readings", ArraySubquery(READINGS), "the values that indicators had reached", Kind.TREE, _pieces),
        Column("failure", Subquery(FAILURE), "why and with which remedy it closed the milestone undone", Kind.TREE),
        Column("evidence", ArraySubquery(EVIDENCE), "what shows that it is true", Kind.TREE, _pieces),
    ),
    filters={
        "plan": filters.by_id("milestone__commitment__goal__plan", "a plan"),
        "commitment": filters.by_id("milestone__commitment__outcome", "a commitment"),
        "milestone": filters.by_id("milestone__outcome", "a milestone"),
        "institution": filters.institution(),
        "status": filters.one_of("status", Status.values, "how far the milestone is"),
        **filters.span("as_of_date", "as_of", "telling of a day", date),
        **filters.span("period_date", "period", "for a half-year that ends", date),
        **filters.span("reported_at", "reported", "published", datetime),
    },
    sorts=("as_of_date", "reported_at"),
)

PROOFS = Dataset(
    name="evidence",
    section=Section.DELIVERY,
    title=_("Evidence of reports"),
    holds=_(
        "What shows that reports are true: files with their address and SHA-256, links with what stood there. "
        "The files themselves are fetched at their addresses."
    ),
    rows=lambda today: Evidence.objects.all(),
    columns=(
        text("id", "public_id", "the public id"),
        text("report", "report__public_id", "the report"),
        text("milestone", "report__milestone__outcome__public_id", "its milestone"),
        text("commitment", "report__milestone__commitment__outcome__public_id", "its commitment"),
        text("plan", "report__milestone__commitment__goal__plan__public_id", "its plan"),
        localized("title", "title", "what it is called"),
        text("url", "url", "the address of a link"),
        Column("file", FILED, "where a file is fetched", read=_file_address),
        text("sha256", "file_id", "the SHA-256 of a file"),
        text("media_type", "file__media_type", "what kind of file it is"),
        number("size", "file__size", "the size of a file in bytes"),
        day("event_date", "event_date", "the day it is of"),
        text("snapshot", "snapshot", "what stood there"),
    ),
    filters={
        "report": filters.by_id("report", "a report"),
        "milestone": filters.by_id("report__milestone__outcome", "a milestone"),
        "commitment": filters.by_id("report__milestone__commitment__outcome", "a commitment"),
        "plan": filters.by_id("report__milestone__commitment__goal__plan", "a plan"),
    },
)

ASSESSMENTS = Dataset(
    name="assessments",
    section=Section.DELIVERY,
    title=_("Assessments"),
    holds=_("What independent reviewers found about each commitment, in the codes of the IRM."),
    rows=lambda today: Assessment.objects.all(),
    columns=(
        text("id", "public_id", "the public id"),
        text("commitment", "commitment__outcome__public_id", "the commitment"),
        text("plan", "commitment__goal__plan__public_id", "its plan"),
        text("verifiable", "verifiable", "whether it can be verified"),
        text("open_gov_lens", "open_gov_lens", "whether it serves open government"),
        text("potential", "potential", "potential for results"),
        text("completion", "completion", "level of completion"),
        text("early_results", "early_results", "early results"),
        localized("text", "text", "the finding in words"),
        localized("source_title", "source_title", "the document it comes from"),
        text("source_url", "source_url", "the address of that document"),
        moment("assessed_at", "assessed_at", "when it was published"),
    ),
    filters={
        "plan": filters.by_id("commitment__goal__plan", "a plan"),
        "commitment": filters.by_id("commitment__outcome", "a commitment"),
    },
    sorts=("assessed_at",),
)

PROGRESS_DATASETS: tuple[Dataset, ...] = (REPORTS, PROOFS, ASSESSMENTS)
