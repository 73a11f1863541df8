"""The public pages of the portal, the same for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.datasets.narrowed import TooMany, narrowed_csv
from kuvend.foundation.documents.queries import documents_in
from kuvend.foundation.processes.kinds import names_of_pages
from kuvend.publication.portal.queries import activities, record, records
from kuvend.publication.portal.queries.contribution_filters import CONTRIBUTIONS
from kuvend.publication.portal.queries.home import home_page
from kuvend.publication.portal.queries.process import known_process, process_page
from kuvend.publication.portal.queries.share import share_of_activity, share_of_process, share_of_stage
from kuvend.publication.portal.queries.stage import stage_page


@public
def home(request: HttpRequest) -> HttpResponse:
    """Show where we are, what is open and what words changed."""
    return render(request, "portal/home.html", {"page": home_page(now())})


@public
def take_part(request: HttpRequest) -> HttpResponse:
    """Show the open activities, then the closed ones."""
    return render(request, "portal/take_part.html", {"page": activities.take_part_page(now())})


@public
@reads("after", "done", more=names_of_pages)
def activity(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one activity: its rules, then the body that its kind draws."""
    page = activities.activity_page(public_id, request.GET, now())
    if page is None:
        raise Http404
    context = {"page": page, "activity": page.activity, "kind": page.kind, "section": "take_part"}
    context["share"] = share_of_activity(page.activity, now(), page.kind.get("share", {}))
    return render(request, "portal/activity.html", context)


@public
@reads("done")
def process(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a process; one with a page in another room, such as that of its plan, is shown there."""
    page = process_page(public_id, at=now())
    if page is None:
        raise Http404
    if page.elsewhere:
        return redirect(page.elsewhere)
    context = {"page": page, "section": "take_part", "share": share_of_process(page.process)}
    return render(request, "portal/process.html", context)


@public
@reads("after", "done")
def process_documents(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the documents of a process, the latest filed first."""
    process = known_process(public_id)
    if process is None:
        raise Http404
    page = documents_in(process.scope_id, after=request.GET.get("after", ""))
    return render(request, "portal/documents.html", {"process": process, "page": page, "section": "take_part"})


@public
def stage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a stage: its days, its conditions, the ways to take part."""
    page = stage_page(public_id, at=now())
    if page is None:
        raise Http404
    context = {"page": page, "section": page.section, "share": share_of_stage(page.stage, now())}
    return render(request, "portal/stage.html", context)


@public
@reads(*CONTRIBUTIONS.names, "after")
def contributions(request: HttpRequest) -> HttpResponse:
    """Show contributions, narrowed as the address says: the records behind the figures among them."""
    bar = CONTRIBUTIONS.read(request.GET)
    page = records.contributions_page(bar, after=request.GET.get("after", ""), today=local_date(now()))
    context = {
        "bar": bar,
        "heading": (records.SHOWS | records.BESIDE | records.VERDICTS)[bar.value("show") or "all"],
        "names": [chip.words for chip in bar.chips if chip.name != "show"],
        "count": page.count,
        "export": reverse("contributions_file"),
        "page": page,
    }
    return render(request, "portal/contributions.html", context)


@public
@reads(*CONTRIBUTIONS.names)
def contributions_file(request: HttpRequest) -> HttpResponseBase:
    """Send what the list of contributions shows under its filters, in the columns of the open data."""
    bar, at = CONTRIBUTIONS.read(request.GET), now()
    rows = records.records_in(bar, local_date(at))
    try:
        return narrowed_csv(request, "contributions", rows, query=bar.query, at=at)
    except LookupError:
        raise Http404 from None
    except TooMany:
        return redirect("open_data")


@public
@reads("before")
def record_page(request: HttpRequest) -> HttpResponse:
    """Show the record for reading."""
    before = request.GET.get("before", "")
    older = int(before) if before.isdecimal() and len(before) < 19 else None
    return render(request, "portal/record.html", {"page": record.shown_record(before=older), "before": older})


@public
def record_entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show one entry in words, what it seals, and let the browser check both."""
    try:
        return render(request, "portal/record_entry.html", {"page": record.shown_entry(index)})
    except LookupError:
        raise Http404 from None


@public
def icon(request: HttpRequest) -> HttpResponse:
    """Send a browser that asks for /favicon.ico to the mark."""
    return redirect(static("mark.svg"), permanent=False)
