"""The pages of institutions; the same for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.filter_bar import Counted
from kuvend.publication.institutions.queries.listed import INSTITUTIONS, institution_list
from kuvend.publication.institutions.queries.page import institution_page
from kuvend.publication.institutions.queries.share import share_of_institution


@public
@reads(*INSTITUTIONS.names)
def institutions(request: HttpRequest) -> HttpResponse:
    """List the institutions with what they promised and how they answer, in the order that is asked."""
    bar = INSTITUTIONS.read(request.GET)
    page = institution_list(bar, today=local_date(now()))
    context = {"page": page, "bar": bar, "count": Counted(len(page.rows)), "section": "institutions"}
    return render(request, "institutions/list.html", context)


@public
def institution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an institution: how it answers, and what rooms tell of it."""
    page = institution_page(public_id, at=now())
    if page is None:
        raise Http404
    context = {"page": page, "section": "institutions", "share": share_of_institution(page.institution)}
    return render(request, "institutions/institution.html", context)
