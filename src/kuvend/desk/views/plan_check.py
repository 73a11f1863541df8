"""The check of a plan: which of OGP's rules it breaks, and what would mend each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kuvend.desk.queries.plan_check import check_page, plans_of
from kuvend.desk.rules import PLAN_CHECK
from kuvend.desk.views.page import enter, show
from kuvend.foundation.core.access import official
from kuvend.foundation.core.clock import local_date, now


@official
def plan_check(request: HttpRequest) -> HttpResponse:
    """Show the check of one plan, of the one that ends last when none is asked for."""
    actor, today = enter(request, PLAN_CHECK), local_date(now())
    plans = plans_of(actor)
    asked = request.GET.get("plan", "")
    plan = next(iter([*(one for one in plans if one.public_id == asked), *plans]), None)
    check = check_page(plan, as_of=today) if plan else None
    context = {"plans": plans, "plan": plan, "check": check, "today": today}
    return show(request, "desk/plan_check.html", context, room=PLAN_CHECK)
