"""What was announced is changed: corrected, extended, closed early, withdrawn. Shown first, then published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kuvend.desk.forms.activity_changes import ChangeForm, CorrectForm, ExtendForm
from kuvend.desk.queries import activities
from kuvend.desk.rules import ACTIVITIES
from kuvend.foundation.core.access import NotAllowed, Permission, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes import actions, rules
from kuvend.foundation.processes.models import Activity


@dataclass(frozen=True)
class Change:
    """One way to change what was announced: its form, its rule, its action, its words."""

    form: type[ChangeForm]
    rule: Callable[..., Permission]
    action: Callable[..., Activity]
    heading: str | Promise
    explanation: str | Promise
    publish: str | Promise


TOLD_BY_LETTER = {"extend", "close"}  # see the wiring of letters
CHANGES = {
    "correct": Change(
        CorrectForm,
        rules.may_correct_activity,
        actions.correct_activity,
        _("Correct the words"),
        _("The words that stood there before stay readable on its page, with your reason."),
        _("Publish the correction"),
    ),
    "extend": Change(
        ExtendForm,
        rules.may_extend_activity,
        actions.extend_activity,
        _("Extend it"),
        _("Whoever wrote something here gets an e-mail; the calendar shows the new day with your reason."),
        _("Publish the new last day"),
    ),
    "close": Change(
        ChangeForm,
        rules.may_close_early,
        actions.close_activity_early,
        _("Close it early"),
        _("It takes no more contributions from now on. What was said stays, and its answers are owed as before."),
        _("Close it now"),
    ),
    "withdraw": Change(
        ChangeForm,
        rules.may_withdraw_activity,
        actions.withdraw_activity,
        _("Withdraw it"),
        _("It will not open. Its page stays, with your reason."),
        _("Withdraw it now"),
    ),
}


@official
def activity_change(request: HttpRequest, public_id: str, deed: str) -> HttpResponse:
    """Take a change and its reason, show what will be published, and publish it when that is asked for."""
    activity, actor, at = activities.run_activity(public_id), actor_of(request), now()
    if activity is None:
        raise Http404
    require(rules.may_run_process(actor, activity.scope))
    change, previewed = CHANGES[deed], False
    form = change.form(request.POST or None, activity=activity)
    if request.method == "POST" and form.is_valid():
        if not (permission := _may_change(deed, actor, activity, form, at)):
            form.add_error(None, str(permission.reason))
        elif request.POST.get("deed") == "publish" and form.was_previewed():
            try:
                change.action(
                    actor=actor,
                    activity=activity,
                    reason=form.localized("reason"),
                    seen_version=form.cleaned_data["seen_version"],
                    at=at,
                    **form.arguments(),
                )
                message = "activity-changed" if deed in TOLD_BY_LETTER else "activity-corrected"
                return done_at(reverse("activity", args=[activity.public_id]), message)
            except NotAllowed as error:
                form.add_error(None, str(error.reason))
        else:
            form.show_preview()
            previewed = True
    context: dict[str, Any] = {"activity": activity, "change": change, "form": form, "previewed": previewed}
    context |= {"extending": deed == "extend", "latest": _later_day(activity) if deed == "extend" else None}
    context["fresh"] = form.arguments() | {"reason": form.localized("reason")} if previewed else {}
    if previewed and deed == "close":
        context["fresh"] |= {"to_date": local_date(at)}
    if previewed and deed in TOLD_BY_LETTER:
        count = activities.letters_about(activity)
        context["letters"] = ngettext("%(n)d author gets an e-mail.", "%(n)d authors get an e-mail.", count) % {
            "n": count
        }
    return show(request, "desk/activity_change.html", context, room=ACTIVITIES, wrong=bool(form.errors))


def _may_change(deed: str, actor: Actor, activity: Activity, form: ChangeForm, at: datetime) -> Permission:
    """Ask the rule of a change, so that a preview shows nothing that cannot be published."""
    typed = form.arguments() | {"seen_version": form.cleaned_data["seen_version"], "reason": form.localized("reason")}
    if deed == "extend":
        typed["latest"] = actions.last_day_possible(activity)
    if deed != "correct":
        typed["at"] = at
    return CHANGES[deed].rule(actor, activity, **typed)


def _later_day(activity: Activity) -> date | None:
    """Return the last day to which an activity can be extended, or None when that is no later one."""
    latest = actions.last_day_possible(activity)
    return latest if latest > activity.end_date else None
