"""What leads to the pages of the site from elsewhere; the same for everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from kuvend.foundation.core.access import by_language, public
from kuvend.foundation.datasets.short import page_with

IN_BROWSER = "private, max-age=300"  # caches in between may not heed Vary, and would lead all to one language


@by_language
@public
def short_address(request: HttpRequest, typed_id: str) -> HttpResponse:
    """Lead from a public id, as somebody may have typed it off paper, to the page that has it."""
    address = page_with(typed_id)
    if not address:
        raise Http404
    return HttpResponseRedirect(address, headers={"Cache-Control": IN_BROWSER})
