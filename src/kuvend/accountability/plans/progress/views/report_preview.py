"""A report as everybody will see it, before it is published."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kuvend.accountability.plans.progress.actions import check_report, drop_form_draft, report_progress, take_form_draft
from kuvend.accountability.plans.progress.actions.drafts import CHANGED
from kuvend.accountability.plans.progress.forms import ReportForms, group_count
from kuvend.accountability.plans.progress.queries.drafts import report_to_come
from kuvend.accountability.plans.progress.views.drafting import as_sent, version_in, version_of
from kuvend.accountability.plans.progress.views.reporting import ReportDesk, show_lacks
from kuvend.foundation.core.access import NotAllowed, official
from kuvend.foundation.core.confirmations import done_at


@official
def report_preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a draft as the public will see it; publish it, or delete it, as it was shown."""
    desk, refusal = ReportDesk(request, public_id), ""
    if request.method == "POST":
        try:
            if request.POST.get("deed") == "delete":
                version = version_in(request.POST)
                drop_form_draft(actor=desk.actor, about=desk.milestone, seen_version=version)
                return done_at(reverse("desk_reports"), "draft-deleted")
            if response := _publish(desk, version_in(request.POST)):
                return response
        except NotAllowed as error:
            refusal = str(error.reason)
    if desk.draft is None:
        return redirect("milestone_report", public_id)
    form = _checked(desk)
    lacks: list[str] = []
    report = None
    if form.errors:
        show_lacks(form, desk)
        lacks = form.sentences()
    else:
        check = check_report(milestone=desk.milestone, at=desk.at, **form.arguments())
        lacks = list(check.lacks.values())
        report = report_to_come(desk.milestone, form.arguments(), period=check.period.last, unproven=check.unproven)
    context = {
        "milestone": desk.milestone,
        "draft": desk.draft,
        "reports": [report] if report and not lacks else [],
        "lacks": lacks,
        "refusal": refusal,
        "section": "desk_reports",
    }
    return render(request, "plans/report_preview.html", context, status=422 if refusal else 200)


def _checked(desk: ReportDesk) -> ReportForms:
    values = desk.draft.values if desk.draft else {}
    return desk.forms(as_sent(values), groups=group_count(values), checked=True)


@transaction.atomic
def _publish(desk: ReportDesk, seen_version: int) -> HttpResponse | None:
    """Publish the draft as it was read; None when it lacks something."""
    if version_of(desk.draft) != seen_version:
        raise NotAllowed(CHANGED)
    form = _checked(desk)
    if form.errors or check_report(milestone=desk.milestone, at=desk.at, **form.arguments()).lacks:
        return None
    take_form_draft(about=desk.milestone, seen_version=seen_version)
    report_progress(actor=desk.actor, milestone=desk.milestone, at=desk.at, **form.arguments())
    return done_at(reverse("milestone", args=[desk.milestone.outcome.public_id]), "reported")
