"""Stages: where each process stands, the evidence for its conditions, opening and closing."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.desk.forms.stages import EvidenceForm
from kuvend.desk.queries import stages
from kuvend.desk.queries.stage_days import calendar_state, stage_days
from kuvend.desk.rules import PARTNERSHIP, STAGES
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.core.door.reasons import ReasonForm
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.actions import close_stage, confirm_gate_item, open_stage
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import Stage
from kuvend.foundation.processes.queries import stage_page
from kuvend.foundation.processes.rules import may_name_evidence, may_run_process


@official
def stage_list(request: HttpRequest) -> HttpResponse:
    """Show the stages of one process, and what keeps them from opening or closing."""
    actor, at = enter(request, STAGES), now()
    processes, today = stages.processes_run_by(actor), local_date(at)
    process = stages.process_shown(processes, public_id=request.GET.get("process", ""), today=today)
    rows = stages.stage_rows(process, at=at, today=today) if process else []
    calendar = calendar_state(process) if process else None
    context = {"processes": processes, "process": process, "rows": rows, "calendar": calendar}
    return show(request, "desk/stages.html", context, room=STAGES)


@official
def stage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the conditions and the days of a stage; open or close it when they hold."""
    stage = stage_page(public_id)
    if stage is None:
        raise Http404
    actor, at, refusal = actor_of(request), now(), ""
    require(may_run_process(actor, stage.process.scope))
    days = stage_days(stage, at=at)
    form = ReasonForm((request.POST or None) if days.lacks_notice else None)
    if request.method == "POST" and (not days.lacks_notice or form.is_valid()):
        try:
            _step(actor, stage, at, form.localized("reason") if days.lacks_notice else None)
            return done_at(reverse("desk_stage", args=[stage.public_id]), "stage-stepped")
        except NotAllowed as error:
            refusal = str(error.reason)
    conditions = stages.conditions_of(stage, at=at)
    context = {"stage": stage, "conditions": conditions, "refusal": refusal, "days": days, "form": form}
    return show(request, "desk/stage.html", context, room=STAGES, wrong=bool(refusal or form.errors))


def _step(actor: Actor, stage: Stage, at: datetime, early_reason: Localized | None) -> None:
    if stage.state == StageState.AHEAD:
        open_stage(actor=actor, stage=stage, at=at, early_reason=early_reason)
    else:
        close_stage(actor=actor, stage=stage, at=at)


@official
def evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name the evidence for a condition of a stage."""
    item = stages.gate_item(public_id)
    if item is None or item.computed:
        raise Http404
    actor = actor_of(request)
    require(may_name_evidence(actor, item))
    runs = bool(may_run_process(actor, item.stage.process.scope))
    back = reverse("desk_stage", args=[item.stage.public_id]) if runs else reverse("desk_partnership")
    initial = {"url": item.evidence_url, "title": item.evidence_title}
    form = EvidenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        confirm_gate_item(actor=actor, item=item, title=form.localized("title"), url=form.cleaned_data["url"], at=now())
        return done_at(back, "evidence-named")
    context = {"item": item, "stage": item.stage, "form": form, "runs": runs, "back": back}
    room = STAGES if runs else PARTNERSHIP
    return show(request, "desk/evidence.html", context, room=room, wrong=bool(form.errors))
