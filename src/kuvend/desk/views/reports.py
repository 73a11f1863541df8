"""Reports: the milestones on which the actor reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kuvend.desk.queries.reports import to_report
from kuvend.desk.rules import REPORTS
from kuvend.desk.views.page import enter, show
from kuvend.foundation.core.access import official
from kuvend.foundation.core.clock import local_date, now


@official
def reports(request: HttpRequest) -> HttpResponse:
    """Show the milestones on which a report is due, overdue ones first; each leads to its report form."""
    actor, today = enter(request, REPORTS), local_date(now())
    page = to_report(actor, after=request.GET.get("after", ""), today=today)
    return show(request, "desk/reports.html", {"page": page, "today": today}, room=REPORTS)
