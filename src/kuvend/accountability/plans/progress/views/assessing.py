"""The form in which a reviewer assesses a commitment, with what shows how it stands beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kuvend.accountability.plans.models import Commitment, FormDraft
from kuvend.accountability.plans.progress import rules
from kuvend.accountability.plans.progress.actions import (
    assess_commitment,
    check_assessment,
    drop_form_draft,
    keep_form_draft,
    take_form_draft,
)
from kuvend.accountability.plans.progress.actions.drafts import CHANGED
from kuvend.accountability.plans.progress.eras import era_of
from kuvend.accountability.plans.progress.forms import AssessmentForm
from kuvend.accountability.plans.progress.queries.assessing import bundle_of, commitment_to_assess
from kuvend.accountability.plans.progress.queries.drafts import form_draft
from kuvend.accountability.plans.progress.queries.reviews import review_to_come
from kuvend.accountability.plans.progress.views.drafting import as_sent, values_in, version_in, version_of
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import actor_of

SECTION = "desk_assess"


class AssessDesk:
    """One visit to the form: who assesses, which commitment, the draft that is shared, when."""

    def __init__(self, request: HttpRequest, public_id: str) -> None:
        row = commitment_to_assess(public_id)
        if row is None:
            raise Http404
        self.row: Commitment = row
        self.at: datetime = now()
        self.actor: Actor = actor_of(request)
        require(rules.may_assess_commitment(self.actor, row))
        self.draft: FormDraft | None = form_draft(row.outcome_id)

    def form(self, data: Any = None, **how: Any) -> AssessmentForm:
        """Return the form in the codes of the plan's era."""
        return AssessmentForm(data, era=era_of(self.row.goal.plan.process.from_date), **how)

    def checked(self) -> AssessmentForm:
        """Return the draft judged as if it were sent, with what it lacks at its fields."""
        form = self.form(as_sent(self.draft.values if self.draft else {}))
        if form.is_valid():
            form.show_lacks(self.lacks(form))
        return form

    def lacks(self, form: AssessmentForm) -> dict[str, str]:
        """Return what a form without faults lacks."""
        return check_assessment(commitment=self.row, codes=form.codes(), text=form.localized("text"))

    def drop(self, seen_version: int) -> HttpResponse:
        """Delete the draft as it was read."""
        drop_form_draft(actor=self.actor, about=self.row, seen_version=seen_version)
        return done_at(reverse("desk_assess"), "draft-deleted")


@official
def commitment_assess(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write an assessment: keep it as a draft, delete it, or look at it before it is published."""
    desk, deed, refusal = AssessDesk(request, public_id), request.POST.get("deed", ""), ""
    sent = request.POST if request.POST or request.method == "POST" else None
    form = desk.form(None if deed == "delete" else sent, initial=_initial(desk))
    if request.method == "POST":
        try:
            if deed == "delete":
                return desk.drop(version_in(request.POST))
            if response := _keep_draft(request, desk, form, only=deed == "keep"):
                return response
        except NotAllowed as error:
            refusal = str(error.reason)
    context = {
        "form": form,
        "commitment": desk.row,
        "bundle": bundle_of(desk.row, at=desk.at),
        "draft": desk.draft,
        "version": version_in(request.POST) if form.is_bound and not refusal else version_of(desk.draft),
        "refusal": refusal,
        "section": SECTION,
    }
    return render(request, "plans/assess.html", context, status=422 if form.errors or refusal else 200)


def _initial(desk: AssessDesk) -> dict[str, str]:
    return desk.draft.values if desk.draft else {}


def _keep_draft(request: HttpRequest, desk: AssessDesk, form: AssessmentForm, *, only: bool) -> HttpResponse | None:
    """Keep what was sent as the draft; unless that is all that is asked, it must be whole. None: it is not."""
    if not only:
        if form.is_valid():
            form.show_lacks(desk.lacks(form))
        if form.errors:
            return None
    values, version = values_in(request.POST), version_in(request.POST)
    keep_form_draft(actor=desk.actor, about=desk.row, values=values, seen_version=version, at=desk.at)
    if only:
        return done_at(request.path, "draft-kept")
    return redirect("assessment_preview", desk.row.outcome.public_id)


@official
def assessment_preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a draft as the public will see it; publish it, or delete it, as it was shown."""
    desk, refusal = AssessDesk(request, public_id), ""
    if request.method == "POST":
        try:
            version = version_in(request.POST)
            response = desk.drop(version) if request.POST.get("deed") == "delete" else _publish(desk, version)
            if response:
                return response
        except NotAllowed as error:
            refusal = str(error.reason)
    if desk.draft is None:
        return redirect("commitment_assess", public_id)
    form = desk.checked()
    context: dict[str, Any] = {"commitment": desk.row, "draft": desk.draft, "refusal": refusal, "section": SECTION}
    context |= {"lacks": form.sentences(), "reviews": [] if form.errors else [_preview(form, desk)]}
    return render(request, "plans/assess_preview.html", context, status=422 if refusal else 200)


def _preview(form: AssessmentForm, desk: AssessDesk) -> Any:
    arguments = form.arguments()
    on, source = local_date(desk.at), arguments["source_title"]
    return review_to_come(
        arguments["codes"], arguments["text"], on=on, source=source, source_url=arguments["source_url"]
    )


@transaction.atomic
def _publish(desk: AssessDesk, seen_version: int) -> HttpResponse | None:
    """Publish the draft as it was read; None when it lacks something."""
    if version_of(desk.draft) != seen_version:
        raise NotAllowed(CHANGED)
    form = desk.checked()
    if form.errors:
        return None
    take_form_draft(about=desk.row, seen_version=seen_version)
    assess_commitment(actor=desk.actor, commitment=desk.row, at=desk.at, **form.arguments())
    return done_at(reverse("commitment", args=[desk.row.outcome.public_id]), "assessed")
