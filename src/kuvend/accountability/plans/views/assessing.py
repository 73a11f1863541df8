"""The form in which a reviewer assesses a commitment."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kuvend.accountability.plans import rules
from kuvend.accountability.plans.actions import NotWhole, assess_commitment
from kuvend.accountability.plans.forms import AssessmentForm
from kuvend.accountability.plans.models import Commitment
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.done import done_at
from kuvend.foundation.people.queries import actor_of


@official
def commitment_assess(request: HttpRequest, public_id: str) -> HttpResponse:
    """Assess a commitment as a reviewer of the Independent Reporting Mechanism."""
    related = ("outcome__scope", "outcome__institution")
    row = Commitment.objects.select_related(*related).filter(outcome__public_id=public_id).first()
    if row is None:
        raise Http404
    actor = actor_of(request)
    require(rules.may_assess_commitment(actor, row))
    form = AssessmentForm(request.POST if request.POST or request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            assess_commitment(
                actor=actor,
                commitment=row,
                codes=form.codes(),
                text=form.localized("text"),
                source_title=form.localized("source_title"),
                source_url=form.cleaned_data["source_url"],
                at=now(),
            )
            return done_at(reverse("commitment", args=[public_id]), "assessed")
        except NotWhole as error:
            form.show_lacks(error.lacks)
    context = {"form": form, "commitment": row, "section": "desk_reports"}
    return render(request, "plans/assess.html", context, status=422 if form.errors else 200)
