"""The pages of institutions; the same for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public
from kuvend.foundation.core.clock import local_date, now
from kuvend.publication.institutions.queries.listed import institution_list
from kuvend.publication.institutions.queries.page import institution_page
from kuvend.publication.institutions.queries.share import share_of_institution


@public
def institutions(request: HttpRequest) -> HttpResponse:
    """List the institutions with what they promised and how they answer."""
    page = institution_list(today=local_date(now()))
    return render(request, "institutions/list.html", {"page": page, "section": "institutions"})


@public
def institution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an institution: how it answers, and what rooms tell of it."""
    page = institution_page(public_id, at=now())
    if page is None:
        raise Http404
    context = {"page": page, "section": "institutions", "share": share_of_institution(page.institution)}
    return render(request, "institutions/institution.html", context)
