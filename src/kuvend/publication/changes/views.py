"""The pages of what words changed, of differences, and of the calendar; the same for everyone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import local_date, now
from kuvend.publication.changes.queries.calendar import calendar_page, calendar_text
from kuvend.publication.changes.queries.changes import changes_page
from kuvend.publication.changes.queries.difference import difference_page
from kuvend.publication.changes.queries.plan_difference import plan_difference_page


def _page(request: HttpRequest, template: str, page: Any) -> HttpResponse:
    if page is None:
        raise Http404
    return render(request, f"changes/{template}.html", {"page": page})


def _number(text: str | None) -> int | None:
    """Read a version's number; None when none is given. Raises Http404 for anything else."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise Http404
    return int(text)


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
    versions = {f"{end}_version": _number(request.GET.get(end)) for end in ("from", "to")}
    return _page(request, "difference", difference_page(public_id, **versions))


@public
@reads("from")
def plan_difference(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the difference of a plan's draft and its final text."""
    draft = _number(request.GET.get("from"))
    return _page(request, "plan_difference", plan_difference_page(public_id, draft=draft))


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
