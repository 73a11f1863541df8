"""What plans tell as it happens: progress reports."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Report
from kuvend.foundation.datasets.feeds import ENTRIES, Entry, Feed


def reports(institution_id: int | None = None) -> list[Entry]:
    """Return the latest progress reports, of one institution or of all."""
    rows = Report.objects.select_related("milestone__outcome", "institution")
    if institution_id is not None:
        rows = rows.filter(institution_id=institution_id)
    return [
        Entry(
            title=f"{row.milestone.outcome.title}: {row.get_status_display()}",
            html=linebreaks(str(row.text), autoescape=True),
            path=reverse("milestone", args=[row.milestone.outcome.public_id]) + f"#r-{row.public_id}",
            at=row.reported_at,
            updated=row.reported_at,
            author=str(row.institution.name) if row.institution else "",
        )
        for row in rows.order_by("-reported_at", "-pk")[:ENTRIES]
    ]


REPORTS_FEED = Feed(
    name="reports",
    title=_("Progress reports"),
    within=_("progress reports"),
    page="plan",
    latest=reports,
    of_institution=reports,
)
