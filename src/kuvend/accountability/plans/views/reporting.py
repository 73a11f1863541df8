"""The form in which an institution reports progress on a milestone; works without JavaScript, loses nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from kuvend.accountability.plans import rules
from kuvend.accountability.plans.actions import NotWhole, drop_kept_file, keep_file, report_progress
from kuvend.accountability.plans.actions.evidence import MOST_PIECES
from kuvend.accountability.plans.actions.wholeness import report_lacks
from kuvend.accountability.plans.enums import MOST_BYTES
from kuvend.accountability.plans.files import Unfit
from kuvend.accountability.plans.forms import ReportForms, group_count
from kuvend.accountability.plans.forms.whole import GROUPS
from kuvend.accountability.plans.models import Milestone
from kuvend.accountability.plans.periods import period_with
from kuvend.accountability.plans.queries.evidence import kept_files
from kuvend.accountability.plans.queries.periods import periods_of_plan
from kuvend.accountability.plans.queries.reporting import Reporting, reporting_on
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.done import done_at
from kuvend.foundation.core.ids import new_public_id
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import actor_of


@official
def milestone_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Report progress on a milestone: `more` and `drop` draw the form again, else the report is published."""
    at = now()
    page = reporting_on(public_id, today=local_date(at))
    if page is None:
        raise Http404
    actor = actor_of(request)
    require(rules.may_report_progress(actor, page.milestone))
    if request.method != "POST":
        typed = request.POST and _forms(page, actor, request.POST, groups=group_count(request.POST))
        return _draw(request, page, typed or _fresh(page, actor))
    data, faults = _with_kept(request, page.milestone, actor, at)
    groups = group_count(data)
    if "drop" in data:
        drop_kept_file(actor=actor, milestone=page.milestone, public_id=str(data["drop"]))
    if "drop" in data or "more" in data:
        more = min(groups + GROUPS, MOST_PIECES) if "more" in data else groups
        data["groups"] = str(more)
        form = _forms(page, actor, data, groups=more)
        form.show_file_faults(faults)
        return _draw(request, page, form)
    form = _forms(page, actor, data, groups=groups, checked=True)
    form.show_file_faults(faults)
    if form.errors:
        _show_what_words_lack(form, page.milestone, at)
    elif _publish(form, page.milestone, actor, at):
        return done_at(reverse("milestone", args=[public_id]), "reported")
    return _draw(request, page, form)


def _show_what_words_lack(form: ReportForms, milestone: Milestone, at: datetime) -> None:
    """Show what the words lack beside the other faults, so that the form is mended once and not in rounds."""
    if form.main.errors:
        return
    said = form.main.cleaned_data
    period = period_with(said["period_date"] or said["as_of_date"], periods_of_plan(milestone.commitment.goal.plan))
    lacks = report_lacks(
        status=said["status"],
        text=form.main.localized("text"),
        challenges=form.main.localized("challenges"),
        as_of_date=said["as_of_date"],
        period=period,
        today=local_date(at),
    )
    form.main.show_lacks(lacks)


def _publish(form: ReportForms, milestone: Milestone, actor: Actor, at: datetime) -> bool:
    """Publish the report; what it lacks is shown at the fields."""
    main = form.main
    try:
        report_progress(
            actor=actor,
            milestone=milestone,
            status=main.cleaned_data["status"],
            text=main.localized("text"),
            challenges=main.localized("challenges"),
            as_of_date=main.cleaned_data["as_of_date"],
            period_date=main.cleaned_data["period_date"],
            evidence=form.given_evidence(),
            readings=[one for reading in form.readings for one in reading.given()],
            failure=form.failure.given(),
            token=main.cleaned_data["token"],
            at=at,
        )
    except NotWhole as error:
        form.show_lacks(error.lacks)
        return False
    return True


def _with_kept(
    request: HttpRequest, milestone: Milestone, actor: Actor, at: datetime
) -> tuple[MultiValueDict[str, Any], dict[int, str]]:
    """Keep the files that were sent, so that no fault elsewhere loses them; return the data and what is wrong."""
    data, faults = request.POST.copy(), {}
    for number in range(group_count(data)):
        sent = request.FILES.get(f"e{number}-file")
        if sent is None:
            continue
        content = sent.read(MOST_BYTES + 1)  # a larger one is not taken into memory to be refused
        try:
            kept = keep_file(actor=actor, milestone=milestone, content=content, name=sent.name or "", at=at)
        except Unfit as refusal:
            faults[number] = str(refusal.sentence)
            continue
        data[f"e{number}-kept"] = kept.public_id
        data[f"e{number}-snapshot"] = data.get(f"e{number}-snapshot") or kept.excerpt
    return data, faults


def _forms(page: Reporting, actor: Actor, data: Any, **how: Any) -> ReportForms:
    kept = kept_files(actor.person_id, page.milestone)
    return ReportForms(data, milestone=page.milestone, kept_files=kept, periods=page.choices, initial={}, **how)


def _fresh(page: Reporting, actor: Actor) -> ReportForms:
    """Return an empty form for the half-year that is due, with the files that were kept before."""
    kept = kept_files(actor.person_id, page.milestone)
    groups = min(max(GROUPS, len(kept)), MOST_PIECES)
    initial: dict[str, Any] = {
        "token": new_public_id(),
        "groups": groups,
        "period_date": page.due.isoformat(),
        "as_of_date": page.as_of,
    }
    for number, one in enumerate(list(kept.values())[:groups]):
        initial |= {f"e{number}-kept": one.public_id, f"e{number}-snapshot": one.excerpt}
    return ReportForms(
        None, milestone=page.milestone, kept_files=kept, periods=page.choices, initial=initial, groups=groups
    )


def _draw(request: HttpRequest, page: Reporting, form: ReportForms) -> HttpResponse:
    context = {
        "form": form,
        "page": page,
        "milestone": page.milestone,
        "can_add": len(form.evidence) < MOST_PIECES,
        "section": "desk_reports",
    }
    return render(request, "plans/report.html", context, status=422 if form.errors else 200)
