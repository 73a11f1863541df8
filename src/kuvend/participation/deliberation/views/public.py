"""Public pages, the same for everyone: what a deliberation found, and how it works."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public
from kuvend.foundation.core.clock import now
from kuvend.participation.deliberation.card import card_png
from kuvend.participation.deliberation.queries.results import results_page
from kuvend.participation.deliberation.queries.share import card_of, share_of
from kuvend.participation.deliberation.views.ballot import found_activity

KEPT = 86_400  # seconds a drawn card is kept
MINUTES = "public, max-age=300, stale-while-revalidate=3600"


@public
def results(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what most agree on, what divides, and what each group stands for."""
    activity = found_activity(public_id)
    page = results_page(activity, at=now())
    share = share_of(activity, page="deliberation_results", release=page.release)
    context = {"page": page, "activity": activity, "share": share, "section": "take_part"}
    return render(request, "deliberation/results.html", context)


@public
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the picture that other sites show beside a link to this deliberation; the same card is drawn once."""
    card_picture = card_of(found_activity(public_id), at=now())
    key = f"deliberation-card:{sha256(repr(card_picture).encode()).hexdigest()}"
    picture = cache.get(key)
    if picture is None:
        picture = card_png(card_picture)
        cache.set(key, picture, KEPT)
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = MINUTES
    return response


@public
def explained(request: HttpRequest) -> HttpResponse:
    """Say in plain words how a deliberation works."""
    return render(request, "deliberation/explained.html", {"section": "take_part"})
