"""The page of the search, the same for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import now
from kuvend.publication.search.queries.filters import SEARCH
from kuvend.publication.search.queries.numbers import page_of_number
from kuvend.publication.search.queries.page import search_page


@public
@reads(*SEARCH.names, "after")
def search(request: HttpRequest) -> HttpResponse:
    """Search everything by words and filters; a number alone leads to its page."""
    bar = SEARCH.read(request.GET)
    if set(bar.values) == {"q"} and (url := page_of_number(bar.value("q"))):
        return redirect(url)
    page = search_page(bar, after=request.GET.get("after", ""), at=now())
    return render(request, "search/search.html", {"bar": bar, "page": page})
