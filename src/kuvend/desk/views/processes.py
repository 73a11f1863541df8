"""Processes: those within the actor's mandates; a standing one is set up, corrected, ended, each shown first."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kuvend.desk.forms.processes import CorrectProcessForm, EndProcessForm, StandingProcessForm
from kuvend.desk.queries import processes
from kuvend.desk.rules import PROCESSES
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.actions import site_scope
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.models import Scope
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.actions import (
    correct_standing_process,
    end_standing_process,
    set_up_standing_process,
)
from kuvend.foundation.processes.models import Process
from kuvend.foundation.processes.standing import may_correct, may_end, may_run_site


@official
def process_list(request: HttpRequest) -> HttpResponse:
    """Show the processes within the actor's mandates, the latest first."""
    actor = enter(request, PROCESSES)
    page = processes.processes_within(actor, after=request.GET.get("after", ""))
    context = {"page": page, "may_set_up": processes.may_set_one_up(actor)}
    return show(request, "desk/processes.html", context, room=PROCESSES)


@official
def process_new(request: HttpRequest) -> HttpResponse:
    """Set up a standing process; nobody sees it before it was previewed."""
    actor, at, previewed = enter(request, PROCESSES), now(), False
    require(may_run_site(actor, site_scope()))
    form = StandingProcessForm(request.POST or None, initial={"from_date": local_date(at)})
    if request.method == "POST" and form.is_valid():
        if request.POST.get("deed") == "publish" and form.was_previewed():
            try:
                process = set_up_standing_process(actor=actor, at=at, **form.arguments())
                return done_at(reverse("process", args=[process.public_id]), "process-set-up")
            except NotAllowed as error:
                form.add_error("key", str(error.reason))
        else:
            form.show_preview()
            previewed = True
    context = {"form": form, "previewed": previewed, "fresh": form.arguments() if previewed else {}}
    return show(request, "desk/process_new.html", context, room=PROCESSES, wrong=bool(form.errors))


def _site_of(process: Process) -> Scope:
    """Return the scope of the whole site, above that of a standing process; it is loaded with it."""
    return process.scope.parent or process.scope


@official
def process_correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct the words or the first day of a standing process, for a reason, once that was previewed."""
    process, actor, at, values, changed = processes.standing_process(public_id), actor_of(request), now(), {}, False
    if process is None:
        raise Http404
    site = _site_of(process)
    require(may_run_site(actor, site))
    form = CorrectProcessForm(request.POST or None, process=process)
    if request.method == "POST" and form.is_valid():
        correction = form.arguments()
        try:
            if request.POST.get("deed") == "publish" and form.was_previewed():
                correct_standing_process(actor=actor, process=process, at=at, **correction)
                return done_at(reverse("process", args=[public_id]), "process-corrected")
            require(may_correct(actor, site, process, **correction))
            form.show_preview()
            values = correction
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
            process = processes.standing_process(public_id) or process
            if changed := process.version != correction["seen_version"]:
                form.read_again(process.version)
    context = {"process": process, "form": form, "fresh": values, "changed": changed}
    return show(request, "desk/process_correct.html", context, room=PROCESSES, wrong=bool(form.errors))


@official
def process_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a standing process and what people can take part in there, for a reason, once that was previewed."""
    process, actor, at, previewed = processes.standing_process(public_id), actor_of(request), now(), False
    if process is None:
        raise Http404
    require(may_run_site(actor, _site_of(process)))
    if process.ended_at:
        return redirect("process", public_id)
    ways = processes.ways_to_end(process, at)
    form = EndProcessForm(request.POST or None, ways=ways)
    if request.method == "POST" and form.is_valid():
        reason, seen_versions = form.localized("reason"), form.seen_versions()
        sent: dict[str, Any] = {"reason": reason, "ways": ways, "seen_versions": seen_versions}
        if not (permission := may_end(actor, _site_of(process), process, at=at, **sent)):
            form.read_again(ways)
            form.add_error(None, str(permission.reason))
        elif request.POST.get("deed") == "publish" and form.was_previewed():
            try:
                end_standing_process(actor=actor, process=process, reason=reason, seen_versions=seen_versions, at=at)
                return done_at(reverse("process", args=[public_id]), "process-ended")
            except NotAllowed as error:
                form.add_error(None, str(error.reason))
        else:
            form.show_preview()
            previewed = True
    context = {"process": process, "ways": ways, "form": form, "previewed": previewed}
    context["reason"] = form.localized("reason") if previewed else ""
    return show(request, "desk/process_end.html", context, room=PROCESSES, wrong=bool(form.errors))
