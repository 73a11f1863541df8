"""The form in which an institution reports progress on a milestone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.accountability.plans import rules
from kuvend.accountability.plans.actions import NotWhole, report_progress
from kuvend.accountability.plans.forms import ReportForm
from kuvend.accountability.plans.models import Milestone
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.queries import actor_of


@official
def milestone_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Report progress on a milestone."""
    related = ("outcome__scope", "outcome__institution", "commitment__outcome")
    row = Milestone.objects.select_related(*related).filter(outcome__public_id=public_id).first()
    if row is None:
        raise Http404
    actor, at = actor_of(request), now()
    require(rules.may_report_progress(actor, row))
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"as_of_date": local_date(at)})
    if request.method == "POST" and form.is_valid():
        try:
            report_progress(
                actor=actor,
                milestone=row,
                status=form.cleaned_data["status"],
                text=form.localized("text"),
                challenges=form.localized("challenges"),
                as_of_date=form.cleaned_data["as_of_date"],
                evidence=form.evidence(),
                at=at,
            )
            return redirect("milestone", public_id)
        except NotWhole as error:
            form.show_lacks(error.lacks)
    context = {"form": form, "milestone": row, "section": "desk_reports"}
    return render(request, "plans/report.html", context, status=422 if form.errors else 200)
