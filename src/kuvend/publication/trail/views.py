"""The one page of a contribution."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import local_date, now
from kuvend.publication.trail.answers import response_page
from kuvend.publication.trail.queries import contribution_page
from kuvend.publication.trail.share import share_of_contribution, share_of_response


@public
@reads("after", "supports", "done")
def contribution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what somebody said and what happened to it, the same for everyone."""
    page = contribution_page(public_id, at=now(), after=request.GET.get("after", ""))
    if page is None:
        raise Http404
    row = page.contribution
    context = {"page": page, "contribution": row, "share": share_of_contribution(row, now())}
    return render(request, "trail/contribution.html", context)


@public
def response(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an institution's answer: its words in all versions, where they landed, whom they answer."""
    page = response_page(public_id, today=local_date(now()))
    if page is None:
        raise Http404
    return render(request, "trail/response.html", {"page": page, "share": share_of_response(page.response)})
