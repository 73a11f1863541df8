"""Reporting a barrier, and its receipt."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from kuvend.foundation.core.access import open_form, public
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.people.network import network_keys
from kuvend.publication.barriers.actions import report_barrier
from kuvend.publication.barriers.forms import BarrierForm
from kuvend.publication.barriers.obligations import WORKING_DAYS
from kuvend.publication.barriers.queries import barrier, is_late


@open_form
def report(request: HttpRequest) -> HttpResponse:
    """Take a report from anybody; the page it came from is filled in."""
    form = BarrierForm(request.POST or None, initial={"page": request.GET.get("page", "")[:200]})
    status = 200
    if request.method == "POST" and form.is_valid():
        at = now()
        try:
            report = report_barrier(
                page=form.cleaned_data["page"],
                words=form.cleaned_data["words"],
                language=get_language() or "",
                networks=network_keys(request.META, on=local_date(at)),
                at=at,
            )
            return redirect("barrier", report.public_id)
        except TooOften as error:
            form.add_error(None, str(error.reason))
            status = 429
    context = {"form": form, "days": WORKING_DAYS}
    return render(request, "barriers/report.html", context, status=422 if form.errors and status == 200 else status)


@public
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show whether a barrier was answered, and how; what was written stays with those who answer."""
    report = barrier(public_id)
    if report is None:
        raise Http404
    return render(request, "barriers/receipt.html", {"barrier": report, "late": is_late(report, local_date(now()))})
