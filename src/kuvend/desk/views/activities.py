"""Activities: those that the actor runs, and a new one announced."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kuvend.desk.forms.activities import ActivityForm
from kuvend.desk.queries import activities
from kuvend.desk.queries.stages import process_shown
from kuvend.desk.rules import ACTIVITIES
from kuvend.desk.views.page import enter, show
from kuvend.foundation.core.access import official
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import publish_activity


@official
def activity_list(request: HttpRequest) -> HttpResponse:
    """Show the activities within the actor's mandates, the latest announced first."""
    actor = enter(request, ACTIVITIES)
    page = activities.activities_run_by(actor, at=now(), after=request.GET.get("after", ""))
    return show(request, "desk/activities.html", {"page": page}, room=ACTIVITIES)


@official
def activity_new(request: HttpRequest) -> HttpResponse:
    """Announce an activity of one process, which the address names; a text is then written on the page of its draft."""
    actor, today = enter(request, ACTIVITIES), local_date(now())
    processes = activities.processes_in_reach(actor)
    process = process_shown(processes, public_id=request.GET.get("process", ""), today=today)
    if process is None:
        return show(request, "desk/activity_new.html", {"processes": []}, room=ACTIVITIES)
    choices = activities.activity_choices(actor, process)
    form = ActivityForm(
        request.POST or None,
        actor=actor,
        process=process,
        choices=choices,
        today=today,
        initial={"opens_on": today, "owner": _own_key(actor, choices)},
    )
    if request.method == "POST" and form.is_valid():
        made = publish_activity(actor=actor, activity=form.activity(), at=now())
        if made.kind == activities.WITH_TEXT:
            return redirect("desk_draft", made.public_id)
        if further := activities.run_url(made):
            return redirect(further)
        return redirect("desk_activities")
    context = {"processes": processes, "process": process, "form": form}
    return show(request, "desk/activity_new.html", context, room=ACTIVITIES, wrong=bool(form.errors))


def _own_key(actor: Actor, choices: activities.ActivityChoices) -> str:
    own = activities.own_institution(actor)
    return next((row.key for row in choices.institutions if row.pk == own), "")
