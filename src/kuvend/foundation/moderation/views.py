"""Reporting words: a small form on an address of its own, and the receipt that tells what became of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.foundation.contributions.queries import contribution as contribution_by_id
from kuvend.foundation.contributions.versions import seen_version_in
from kuvend.foundation.core.access import open_form, public, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.moderation import queries, rules
from kuvend.foundation.moderation.actions import complain
from kuvend.foundation.moderation.forms import ReportForm
from kuvend.foundation.people.network import network_keys


@open_form
def report_words(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let anybody report a contribution, without an account."""
    contribution = contribution_by_id(public_id)
    if contribution is None:
        raise Http404
    require(rules.may_complain(contribution))
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = now()
        networks = network_keys(request.META, on=local_date(at))
        try:
            report = complain(
                contribution=contribution,
                seen_version=seen_version_in(request.POST),
                networks=networks,
                at=at,
                **form.cleaned_data,
            )
            return redirect("report_receipt", report.public_id)
        except TooOften as error:
            form.add_error(None, str(error.reason))
    context = {"form": form, "contribution": contribution, "read_by": queries.read_by(now())}
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


@public
def report_receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell who holds the number of a report what was decided; neither the note nor who reported stands here."""
    report = queries.complaint(public_id)
    if report is None:
        raise Http404
    again = queries.is_public_again(report)
    context = {"complaint": report, "read_by": queries.read_by(report.made_at), "again": again}
    return render(request, "moderation/report_receipt.html", context)
