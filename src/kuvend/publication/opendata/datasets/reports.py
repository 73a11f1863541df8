"""What institutions reported on their milestones, and what reviewers found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import Assessment, Evidence, Report
from kuvend.publication.opendata.columns import Column, Dataset, Kind, day, localized, moment, text
from kuvend.publication.opendata.datasets import filters

EVIDENCE = (
    Evidence.objects.filter(report=OuterRef("pk"))
    .order_by("pk")
    .values(piece=JSONObject(title="title", url="url", event_date="event_date"))
)


def _pieces(found: Any) -> list[Any]:
    return list(found or ())


REPORTS = Dataset(
    name="reports",
    title=_("Progress reports"),
    holds=_("Each report on a milestone: status, words, challenges and evidence. Reports are never edited."),
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
        moment("reported_at", "reported_at", "when it was published"),
        Column("evidence", ArraySubquery(EVIDENCE), "what shows that it is true", Kind.TREE, _pieces),
    ),
    filters={
        "plan": filters.by_id("milestone__commitment__goal__plan", "a plan"),
        "commitment": filters.by_id("milestone__commitment__outcome", "a commitment"),
        "milestone": filters.by_id("milestone__outcome", "a milestone"),
        "institution": filters.institution(),
        "status": filters.one_of("status", Status.values, "how far the milestone is"),
        **filters.span("as_of_date", "as_of", "telling of a day", date),
        **filters.span("reported_at", "reported", "published", datetime),
    },
    sorts=("as_of_date", "reported_at"),
)

ASSESSMENTS = Dataset(
    name="assessments",
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
