"""Public pages, the same for everyone: what a deliberation found, and how it works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.core.access import public
from kuvend.foundation.core.clock import now
from kuvend.participation.deliberation.queries.results import results_page
from kuvend.participation.deliberation.queries.share import numbers_sentence, share_of_results
from kuvend.participation.deliberation.views.ballot import found_activity


@public
def results(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what most agree on, what divides, and what each group stands for."""
    activity = found_activity(public_id)
    page = results_page(activity, at=now())
    context = {"page": page, "activity": activity, "section": "take_part", "numbers": numbers_sentence(page.release)}
    context["share"] = share_of_results(activity, page)
    return render(request, "deliberation/results.html", context)


@public
def explained(request: HttpRequest) -> HttpResponse:
    """Say in plain words how a deliberation works."""
    return render(request, "deliberation/explained.html", {"section": "take_part"})
