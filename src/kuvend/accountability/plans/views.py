"""The public pages of plans, and the two forms of officials: report progress, assess a commitment."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.accountability.plans import rules
from kuvend.accountability.plans.actions import NotWhole, assess_commitment, report_progress
from kuvend.accountability.plans.forms import AssessmentForm, ReportForm
from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.accountability.plans.queries.commitment import commitment_page, milestone_page
from kuvend.accountability.plans.queries.institutions import institution_page, institution_rows
from kuvend.accountability.plans.queries.plan import component_page, goal_page, plan_page
from kuvend.accountability.plans.queries.stages import stage_page
from kuvend.foundation.core.access import official, public, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.queries import actor_of


def _page(request: HttpRequest, template: str, page: Any, section: str = "plan") -> HttpResponse:
    if page is None:
        raise Http404
    return render(request, f"plans/{template}.html", {"page": page, "section": section})


@public
def plan(request: HttpRequest, public_id: str | None = None) -> HttpResponse:
    """Show a plan as a document; without an id the one that ends last, or that there is none yet."""
    page = plan_page(public_id, today=local_date(now()))
    if page is None and public_id is None:
        return render(request, "plans/none.html", {"section": "plan"})
    return _page(request, "plan", page)


@public
def policy_goal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a policy goal with its components and commitments."""
    return _page(request, "goal", goal_page(public_id))


@public
def component(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a component with its commitments."""
    return _page(request, "component", component_page(public_id))


@public
def commitment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a commitment: its words, its progress, the words it came from."""
    return _page(request, "commitment", commitment_page(public_id, at=now(), after=request.GET.get("after", "")))


@public
def milestone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a milestone with its reports."""
    return _page(request, "milestone", milestone_page(public_id, at=now(), after=request.GET.get("after", "")))


@public
def stage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a stage: its days, its conditions, the ways to take part."""
    return _page(request, "stage", stage_page(public_id, at=now()))


@public
def institutions(request: HttpRequest) -> HttpResponse:
    """List the institutions with what they promised and how they answer."""
    return _page(request, "institutions", institution_rows(today=local_date(now())), "institutions")


@public
def institution(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an institution: its answer rates and its commitments."""
    return _page(request, "institution", institution_page(public_id, at=now()), "institutions")


@official
def milestone_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Report progress on a milestone."""
    related = ("outcome__scope", "outcome__institution", "commitment__outcome")
    row = Milestone.objects.select_related(*related).filter(outcome__public_id=public_id).first()
    if row is None:
        raise Http404
    actor, at = actor_of(request), now()
    require(rules.may_report_progress(actor, row))
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"as_of_date": local_date(at)})
    if request.method == "POST" and form.is_valid():
        try:
            report_progress(
                actor=actor,
                milestone=row,
                status=form.cleaned_data["status"],
                text=form.localized("text"),
                challenges=form.localized("challenges"),
                as_of_date=form.cleaned_data["as_of_date"],
                evidence=form.evidence(),
                at=at,
            )
            return redirect("milestone", public_id)
        except NotWhole as error:
            form.show_lacks(error.lacks)
    context = {"form": form, "milestone": row, "section": "desk_reports"}
    return render(request, "plans/report.html", context, status=422 if form.errors else 200)


@official
def commitment_assess(request: HttpRequest, public_id: str) -> HttpResponse:
    """Assess a commitment as a reviewer of the Independent Reporting Mechanism."""
    related = ("outcome__scope", "outcome__institution")
    row = Commitment.objects.select_related(*related).filter(outcome__public_id=public_id).first()
    if row is None:
        raise Http404
    actor = actor_of(request)
    require(rules.may_assess_commitment(actor, row))
    form = AssessmentForm(request.POST if request.method == "POST" else None)
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
            return redirect("commitment", public_id)
        except NotWhole as error:
            form.show_lacks(error.lacks)
    context = {"form": form, "commitment": row, "section": "desk_reports"}
    return render(request, "plans/assess.html", context, status=422 if form.errors else 200)
