"""The pages of what words changed, of differences, and of the calendar; the same for everyone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.numbers import read_number
from kuvend.publication.changes.queries.calendar import calendar_page, calendar_text
from kuvend.publication.changes.queries.changes import changes_page
from kuvend.publication.changes.queries.difference import difference_page


def _page(request: HttpRequest, template: str, page: Any) -> HttpResponse:
    if page is None:
        raise Http404
    return render(request, f"changes/{template}.html", {"page": page})


@public
@reads("process", "after")
def changes(request: HttpRequest) -> HttpResponse:
    """Show which passages changed through which contributions."""
    page = changes_page(
        today=local_date(now()), process=request.GET.get("process", ""), after=request.GET.get("after", "")
    )
    return _page(request, "changes", page)


@public
@reads("from", "to")
def difference(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the difference of two versions of an outcome's text."""
    versions = {f"{end}_version": read_number(request.GET.get(end)) for end in ("from", "to")}
    return _page(request, "difference", difference_page(public_id, **versions))


@public
@reads("process")
def calendar(request: HttpRequest) -> HttpResponse:
    """Show what happens next, later and before."""
    return _page(request, "calendar", calendar_page(process=request.GET.get("process", ""), today=local_date(now())))


@public
def calendar_file(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """Send the calendar of a process, or of all, for a calendar program."""
    text = calendar_text(process=public_id, at=now())
    if text is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="kuvend.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
