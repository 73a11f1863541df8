"""Assess: the commitments that the actor assesses, plan by plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kuvend.accountability.plans.progress.queries.assessing import to_assess
from kuvend.accountability.plans.progress.rules import ASSESS
from kuvend.foundation.core.access import official
from kuvend.foundation.people.desk_pages import enter, show


@official
def assess(request: HttpRequest) -> HttpResponse:
    """Show each plan with its commitments and what is open; each leads to its form."""
    actor = enter(request, ASSESS)
    return show(request, "plans/desk/assess.html", {"plans": to_assess(actor)}, room=ASSESS)
