"""The pages of places; the same for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public, reads
from kuvend.publication.places.queries import place_page, places_page


@public
@reads("q", "show")
def places(request: HttpRequest) -> HttpResponse:
    """Show the map of squares with its table, and the places that typed words find."""
    page = places_page(words=request.GET.get("q", ""), measure=request.GET.get("show", ""))
    return render(request, "places/list.html", {"page": page, "section": "take_part"})


@public
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was said about a place."""
    page = place_page(code)
    if page is None:
        raise Http404
    return render(request, "places/place.html", {"page": page, "section": "take_part"})
