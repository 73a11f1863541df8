"""Stages: where each process stands, the evidence for its conditions, opening and closing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from kuvend.desk.forms.stages import EvidenceForm
from kuvend.desk.queries import stages
from kuvend.desk.rules import STAGES
from kuvend.desk.views.page import enter, show
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.actions import close_stage, confirm_gate_item, open_stage
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.queries import stage_page
from kuvend.foundation.processes.rules import may_run_process


@official
def stage_list(request: HttpRequest) -> HttpResponse:
    """Show the stages of one process, and what keeps them from opening or closing."""
    actor, at = enter(request, STAGES), now()
    processes, today = stages.processes_run_by(actor), local_date(at)
    process = stages.process_shown(processes, public_id=request.GET.get("process", ""), today=today)
    rows = stages.stage_rows(process, at=at, today=today) if process else []
    return show(request, "desk/stages.html", {"processes": processes, "process": process, "rows": rows}, room=STAGES)


@official
def stage(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the conditions of a stage; open or close it when they hold."""
    found = stage_page(public_id)
    if found is None:
        raise Http404
    actor, at, refusal = actor_of(request), now(), ""
    require(may_run_process(actor, found.process.scope))
    if request.method == "POST":
        deed = open_stage if found.state == StageState.AHEAD else close_stage
        try:
            deed(actor=actor, stage=found, at=at)
            return redirect("desk_stage", found.public_id)
        except NotAllowed as error:
            refusal = str(error.reason)
    context = {"stage": found, "conditions": stages.conditions_of(found, at=at), "refusal": refusal}
    return show(request, "desk/stage.html", context, room=STAGES, wrong=bool(refusal))


@official
def evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name the evidence for a condition of a stage."""
    item = stages.gate_item(public_id)
    if item is None or item.computed:
        raise Http404
    require(may_run_process(actor_of(request), item.stage.process.scope))
    title = item.evidence_title
    initial = {"url": item.evidence_url, "title_sq": title.get("sq", ""), "title_en": title.get("en", "")}
    form = EvidenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        confirm_gate_item(
            actor=actor_of(request), item=item, title=form.title(), url=form.cleaned_data["url"], at=now()
        )
        return redirect("desk_stage", item.stage.public_id)
    context = {"item": item, "stage": item.stage, "form": form}
    return show(request, "desk/evidence.html", context, room=STAGES, wrong=bool(form.errors))
