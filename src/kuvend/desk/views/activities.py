"""Activities: those that the actor runs, and new ones: drafted, seen as the public will see them, announced."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kuvend.desk.forms.activities import ActivityForm
from kuvend.desk.queries import activities
from kuvend.desk.queries.stages import process_shown
from kuvend.desk.rules import ACTIVITIES
from kuvend.foundation.core.access import NotAllowed, official
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.processes.actions import (
    announce_draft,
    begin_activity_draft,
    drop_activity_draft,
    keep_activity_draft,
)
from kuvend.foundation.processes.models import ActivityDraft
from kuvend.foundation.processes.standing import takes_ways


@official
def activity_list(request: HttpRequest) -> HttpResponse:
    """Show the drafts and the activities within the actor's mandates, the latest first."""
    actor = enter(request, ACTIVITIES)
    page = activities.activities_run_by(actor, at=now(), after=request.GET.get("after", ""))
    context = {"page": page, "drafts": activities.drafts_of(actor)}
    return show(request, "desk/activities.html", context, room=ACTIVITIES)


@official
def activity_new(request: HttpRequest) -> HttpResponse:
    """Begin an activity of one process, which the address names, as a draft."""
    actor, today = enter(request, ACTIVITIES), local_date(now())
    chosen_id = request.GET.get("process", "")
    in_reach = activities.processes_in_reach(actor)
    processes = [process for process in in_reach if not process.ended_at or process.public_id == chosen_id]
    process = process_shown(processes, public_id=chosen_id, today=today)
    if chosen_id and (process is None or process.public_id != chosen_id):
        raise Http404
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
    refusal = str(takes_ways(process).reason)
    if request.method == "POST" and not refusal and (_only_keeps(request) or form.is_valid()):
        draft = begin_activity_draft(
            actor=actor,
            process=process,
            scope=form.chosen_scope() or form.widest_scope(),
            values=form.values(),
            at=now(),
        )
        return _after_keeping(request, draft)
    if refusal in form.non_field_errors():  # a form that lacks nothing says it by its own rule
        refusal = ""
    context = {"processes": processes, "process": process, "form": form, "refusal": refusal}
    return show(request, "desk/activity_new.html", context, room=ACTIVITIES, wrong=form.is_bound)


@official
def activity_draft_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go on writing a draft."""
    actor = enter(request, ACTIVITIES)
    if (draft := activities.draft_of(actor, public_id)) is None:
        return _announced(public_id)
    form = _form(request, actor, draft)
    refusal = ""
    if request.method == "POST" and (_only_keeps(request) or form.is_valid()):
        try:
            seen_version = _seen_version(request)
            newest = keep_activity_draft(
                actor=actor,
                draft=draft,
                scope=form.chosen_scope(),
                values=form.values(),
                seen_version=seen_version,
                at=now(),
            )
            return _after_keeping(request, newest)
        except NotAllowed as error:
            refusal = str(error.reason)
    context = {"processes": [draft.process], "process": draft.process, "draft": draft, "form": form, "refusal": refusal}
    return show(request, "desk/activity_new.html", context, room=ACTIVITIES, wrong=bool(form.errors or refusal))


@official
def activity_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a draft as the public will see it; announce it, or delete it, as it was shown."""
    actor = enter(request, ACTIVITIES)
    if (draft := activities.draft_of(actor, public_id)) is None:
        return _announced(public_id)
    form, refusal = _form(request, actor, draft, stored=True), ""
    if request.method == "POST":
        try:
            if request.POST.get("deed") == "delete":
                drop_activity_draft(actor=actor, draft=draft, seen_version=_seen_version(request))
                return done_at(reverse("desk_activities"), "draft-deleted")
            if form.is_valid():
                activity = announce_draft(
                    actor=actor, draft=draft, activity=form.activity(), seen_version=_seen_version(request), at=now()
                )
                return done_at(activities.next_step(activity), "announced")
        except NotAllowed as error:
            refusal = str(error.reason)
    previewed = form.activity() if form.is_valid() else None
    context = {"draft": draft, "form": form, "activity": previewed, "refusal": refusal}
    context |= activities.preview(previewed) if previewed else {}
    return show(request, "desk/activity_draft.html", context, room=ACTIVITIES, wrong=bool(refusal))


def _form(request: HttpRequest, actor: Actor, draft: ActivityDraft, *, stored: bool = False) -> ActivityForm:
    """Return the form of a draft: what was sent just now, else what it holds (`stored`: judged as if it were sent)."""
    data = draft.values if stored else request.POST or None
    choices = activities.activity_choices(actor, draft.process)
    today = local_date(now())
    return ActivityForm(data, actor=actor, process=draft.process, choices=choices, today=today, initial=_initial(draft))


def _initial(draft: ActivityDraft) -> dict[str, object]:
    return dict(draft.values) | {"answers_owed": draft.values.get("answers_owed", "") not in ("", "False")}


def _announced(public_id: str) -> HttpResponse:
    """Lead from a draft that is gone to the activity that was announced from it. Raises Http404 where there is none."""
    if (activity := activities.activity_of_draft(public_id)) is None:
        raise Http404
    return done_at(reverse("activity", args=[activity.public_id]), "announced-before")


def _only_keeps(request: HttpRequest) -> bool:
    return request.POST.get("deed") == "keep"


def _after_keeping(request: HttpRequest, draft: ActivityDraft) -> HttpResponse:
    if _only_keeps(request):
        return done_at(reverse("desk_activities"), "kept")
    return redirect("desk_activity_draft", draft.public_id)


def _seen_version(request: HttpRequest) -> int:
    typed = request.POST.get("seen_version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0


def _own_key(actor: Actor, choices: activities.ActivityChoices) -> str:
    own = activities.own_institution(actor)
    return next((row.key for row in choices.institutions if row.pk == own), "")
