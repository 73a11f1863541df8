"""The public pages of plans."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kuvend.accountability.plans.document.queries.commitment import commitment_page, milestone_of_report, milestone_page
from kuvend.accountability.plans.document.queries.goals import component_page, goal_page
from kuvend.accountability.plans.document.queries.plan import plan_page
from kuvend.accountability.plans.document.queries.plan_difference import plan_difference_page
from kuvend.accountability.plans.progress.queries.letters import told_of_assessment, told_of_report
from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_in, done_word
from kuvend.foundation.core.numbers import read_number


def _page(request: HttpRequest, template: str, page: Any, section: str = "plan", **context: Any) -> HttpResponse:
    if page is None:
        raise Http404
    context |= {"page": page, "section": section, "share": getattr(page, "share", None)}
    return render(request, f"plans/{template}.html", context)


@public
def plan(request: HttpRequest, public_id: str | None = None) -> HttpResponse:
    """Show a plan as a document; without an id the one that is shown first, or that there is none yet."""
    page = plan_page(public_id, today=local_date(now()))
    if page is None and public_id is None:
        return render(request, "plans/none.html", {"section": "plan"})
    return _page(request, "plan", page)


@public
def policy_goal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a policy goal with its components and commitments."""
    return _page(request, "goal", goal_page(public_id, at=now()))


@public
def component(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a component with its commitments."""
    return _page(request, "component", component_page(public_id, at=now()))


@public
@reads("after", "done")
def commitment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a commitment: its words, its progress, the words it came from."""
    page = commitment_page(public_id, at=now(), after=request.GET.get("after", ""))
    if page and done_word(request) == "assessed":
        return _page(request, "commitment", page, done=f"{done_in(request)} {told_of_assessment(public_id)}")
    return _page(request, "commitment", page)


@public
@reads("after", "done")
def milestone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a milestone with its reports."""
    page = milestone_page(public_id, at=now(), after=request.GET.get("after", ""))
    if page and done_word(request) == "reported":
        commitment_id = page.milestone.commitment.outcome.public_id
        return _page(request, "milestone", page, done=f"{done_in(request)} {told_of_report(public_id, commitment_id)}")
    return _page(request, "milestone", page)


@public
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lead to the milestone on whose page a report stands: the record knows a report by its id alone."""
    milestone_id = milestone_of_report(public_id)
    if milestone_id is None:
        raise Http404
    return HttpResponseRedirect(f"{reverse('milestone', args=[milestone_id])}#reports")


@public
@reads("from")
def plan_difference(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the difference of a plan's draft and its final text."""
    draft = read_number(request.GET.get("from"))
    return _page(request, "plan_difference", plan_difference_page(public_id, draft=draft), section="")
