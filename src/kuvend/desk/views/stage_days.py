"""The days of stages: a stage's last day is put elsewhere, and the calendar of a process is published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.desk.forms.stages import MoveForm
from kuvend.desk.queries.stage_days import calendar_state, what_follows
from kuvend.desk.rules import STAGES
from kuvend.foundation.contributions.versions import seen_version_in
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.core.door.reasons import ReasonForm
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.desk_pages import show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.actions import move_stage, publish_stage_calendar
from kuvend.foundation.processes.calendars import calendar_number
from kuvend.foundation.processes.models import Process
from kuvend.foundation.processes.queries import stage_page
from kuvend.foundation.processes.rules import may_run_process


@official
def stage_move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the last day of a stage elsewhere; what follows is shown first, then published."""
    stage = stage_page(public_id)
    if stage is None:
        raise Http404
    actor, at = actor_of(request), now()
    require(may_run_process(actor, stage.process.scope))
    form = MoveForm(request.POST or None, actor=actor, stage=stage, at=at)
    follows = None
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["to_date"]
        if request.POST.get("deed") == "publish" and form.was_previewed():
            seen_version = seen_version_in(request.POST)
            try:
                move_stage(
                    actor=actor,
                    stage=stage,
                    to_date=day,
                    reason=form.localized("reason"),
                    seen_calendar=seen_version,
                    at=at,
                )
                return done_at(reverse("desk_stage", args=[stage.public_id]), "stage-moved")
            except NotAllowed as error:
                form.add_error(None, str(error.reason))
        follows = what_follows(stage, to_date=day, at=at)
        form.data = request.POST.dict() | {"previewed": day.isoformat()}
    calendar = calendar_number(stage.process)
    context = {"stage": stage, "form": form, "follows": follows, "calendar": calendar}
    return show(request, "desk/stage_move.html", context, room=STAGES, wrong=bool(form.errors))


@official
def stage_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish the days of a process as they stand; later versions say why they changed."""
    process = Process.objects.select_related("scope").filter(public_id=public_id).first()
    if process is None:
        raise Http404
    actor, refusal = actor_of(request), ""
    require(may_run_process(actor, process.scope))
    calendar = calendar_state(process)
    needs_note = calendar.latest is not None
    form = ReasonForm((request.POST or None) if needs_note else None)
    if request.method == "POST" and (not needs_note or form.is_valid()):
        try:
            note = form.localized("reason") if needs_note else Localized()
            publish_stage_calendar(actor=actor, process=process, note=note, at=now())
            return done_at(f"{reverse('desk_stages')}?process={process.public_id}", "calendar-published")
        except NotAllowed as error:
            refusal = str(error.reason)
    context = {"process": process, "calendar": calendar, "form": form, "refusal": refusal}
    return show(request, "desk/stage_calendar.html", context, room=STAGES, wrong=bool(refusal or form.errors))
