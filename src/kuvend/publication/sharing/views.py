"""What leads to the pages of the site from elsewhere, and what is shown there; the same for everyone."""

from __future__ import annotations

from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from kuvend.foundation.core.access import by_language, public, reads
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.sharing import Share
from kuvend.foundation.datasets.short import page_with
from kuvend.publication.sharing.card import card_png
from kuvend.publication.sharing.passing_on import PassedOn, code_of, passed_on
from kuvend.publication.sharing.queries import card_of, share_with, site_share

IN_BROWSER = "private, max-age=300"  # caches in between may not heed Vary, and would lead all to one language
# The one page that others may frame: it runs nothing, sends nothing, and asks this site alone for its looks.
EMBED_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["*"],
}
MINUTES = "public, max-age=300, stale-while-revalidate=3600"


@by_language
@public
def short_address(request: HttpRequest, typed_id: str) -> HttpResponse:
    """Lead from a public id, as somebody may have typed it off paper, to the page that has it."""
    address = page_with(typed_id)
    if not address:
        raise Http404
    return HttpResponseRedirect(address, headers={"Cache-Control": IN_BROWSER})


@public
@reads("v")
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the picture of a page as it stands now, whichever version was asked for."""
    share = share_with(public_id, now())
    if share is None:
        raise Http404
    return _picture(share)


@public
@reads("v")
def site_card(request: HttpRequest) -> HttpResponse:
    """Send the picture of the site, for pages that are about no single thing."""
    return _picture(site_share())


def _passed_on(public_id: str) -> PassedOn:
    page = passed_on(public_id, now())
    if page is None:
        raise Http404
    return page


@public
def share(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show how a page is passed on: its short address, a notice, an embed."""
    return render(request, "sharing/share.html", {"page": _passed_on(public_id)})


@public
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a sheet for a notice board."""
    return render(request, "sharing/notice.html", {"page": _passed_on(public_id), "code": code_of(public_id)})


@xframe_options_exempt
@csp(EMBED_POLICY)  # type: ignore[arg-type]
@public
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a thing within another page: no script, no cookie, no form, links that open the site."""
    return render(request, "sharing/embed.html", {"page": _passed_on(public_id)})


def _picture(share: Share) -> HttpResponse:
    return HttpResponse(card_png(card_of(share)), content_type="image/png", headers={"Cache-Control": MINUTES})
