"""Reports: the milestones on which the actor reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kuvend.accountability.plans.progress.queries.desk_reports import to_report
from kuvend.accountability.plans.progress.rules import REPORTS
from kuvend.foundation.core.access import official
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.desk_pages import enter, show


@official
def reports(request: HttpRequest) -> HttpResponse:
    """Show the milestones on which a report is due, overdue ones first; each leads to its report form."""
    actor, today = enter(request, REPORTS), local_date(now())
    page = to_report(actor, after=request.GET.get("after", ""), today=today)
    return show(request, "plans/desk/reports.html", {"page": page, "today": today}, room=REPORTS)
