"""The check of a plan: which of OGP's rules it breaks, what would mend each; and its submission to OGP."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.accountability.plans.document.actions import submit_plan
from kuvend.accountability.plans.document.forms.submission import ReasonForms
from kuvend.accountability.plans.document.queries.desk_plan_check import check_page, plans_of
from kuvend.accountability.plans.document.queries.desk_plan_submit import submission_of
from kuvend.accountability.plans.document.rules import PLAN_CHECK, may_submit_plan
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.desk_pages import enter, show

LONGEST_VERSION = 9  # digits


@official
def plan_check(request: HttpRequest) -> HttpResponse:
    """Show the check of one plan, of the one that ends last when none is asked for."""
    actor, at = enter(request, PLAN_CHECK), now()
    today = local_date(at)
    plans = plans_of(actor)
    public_id = request.GET.get("plan", "")
    plan = next(iter([*(one for one in plans if one.public_id == public_id), *plans]), None)
    check = check_page(plan, as_of=today) if plan else None
    submission = submission_of(plan, at=at, check=check.check) if plan and check else None
    context = {"plans": plans, "plan": plan, "check": check, "today": today, "submission": submission}
    return show(request, "plans/desk/plan_check.html", context, room=PLAN_CHECK)


@official
def plan_submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what must hold before a plan is submitted; submit it when each holds or its published reason was shown."""
    actor, at = enter(request, PLAN_CHECK), now()
    plan = next((one for one in plans_of(actor) if one.public_id == public_id), None)
    if plan is None:
        raise Http404
    submission = submission_of(plan, at=at)
    if request.method == "POST":
        require(may_submit_plan(actor, plan, ()))
    deed = request.POST.get("deed", "")
    sent = request.method == "POST" and deed != "change"
    form = ReasonForms(request.POST, requirements=submission.to_explain, checked=sent)
    valid, refusal = sent and not form.errors, ""
    if valid and (deed == "submit" or not submission.to_explain):
        try:
            version = seen_version(request.POST)
            submit_plan(actor=actor, plan=plan, reasons=form.reasons(), seen_version=version, at=at)
            return done_at(f"{reverse('desk_plan_check')}?plan={plan.public_id}", "plan-submitted")
        except NotAllowed as error:
            valid, refusal = False, str(error.reason)
    context = {
        "plan": plan,
        "submission": submission,
        "permission": may_submit_plan(actor, plan, submission.refusals),
        "form": form,
        "previewed": [(one, form.reasons()[one.code]) for one, _form in form.of] if valid else [],
        "refusal": refusal,
    }
    return show(request, "plans/desk/plan_submit.html", context, room=PLAN_CHECK, wrong=bool(refusal or form.errors))


def seen_version(data: Mapping[str, str]) -> int | None:
    """Return the version of the plan that was on the page; None when the form does not say."""
    version = data.get("seen", "")
    return int(version) if version.isascii() and version.isdecimal() and len(version) < LONGEST_VERSION else None
