"""The check of a plan: which of OGP's rules it breaks, what would mend each; and its submission to OGP."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.accountability.plans.actions import submit_plan
from kuvend.accountability.plans.rules import may_submit_plan
from kuvend.desk.queries.plan_check import check_page, plans_of
from kuvend.desk.queries.plan_submit import submission_of
from kuvend.desk.rules import PLAN_CHECK
from kuvend.desk.views.page import enter, show
from kuvend.foundation.core.access import NotAllowed, official
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.done import done_at


@official
def plan_check(request: HttpRequest) -> HttpResponse:
    """Show the check of one plan, of the one that ends last when none is asked for."""
    actor, at = enter(request, PLAN_CHECK), now()
    today = local_date(at)
    plans = plans_of(actor)
    asked = request.GET.get("plan", "")
    plan = next(iter([*(one for one in plans if one.public_id == asked), *plans]), None)
    check = check_page(plan, as_of=today) if plan else None
    submission = submission_of(plan, at=at) if plan else None
    context = {"plans": plans, "plan": plan, "check": check, "today": today, "submission": submission}
    return show(request, "desk/plan_check.html", context, room=PLAN_CHECK)


@official
def plan_submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what must hold before a plan is submitted, and submit it when all of it does."""
    actor, at = enter(request, PLAN_CHECK), now()
    plan = next((one for one in plans_of(actor) if one.public_id == public_id), None)
    if plan is None:
        raise Http404
    refused = False
    if request.method == "POST":
        try:
            submit_plan(actor=actor, plan=plan, at=at)
            return done_at(f"{reverse('desk_plan_check')}?plan={plan.public_id}", "plan-submitted")
        except NotAllowed:
            refused = True
    submission = submission_of(plan, at=at)
    permission = may_submit_plan(actor, plan, at)
    if refused and submission.ready:  # nothing is lacking, so it is the person who may not
        raise NotAllowed(permission.reason)
    context = {"plan": plan, "submission": submission, "permission": permission, "refused": refused}
    return show(request, "desk/plan_submit.html", context, room=PLAN_CHECK, wrong=refused)
