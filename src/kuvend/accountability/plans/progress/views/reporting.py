"""The form in which an institution reports progress on a milestone; works without JavaScript, loses nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from kuvend.accountability.plans.cycle.periods import period_with
from kuvend.accountability.plans.models import FormDraft, Milestone
from kuvend.accountability.plans.progress import rules
from kuvend.accountability.plans.progress.actions import (
    check_report,
    drop_form_draft,
    drop_kept_file,
    keep_file,
    keep_form_draft,
)
from kuvend.accountability.plans.progress.actions.drafts import files_named
from kuvend.accountability.plans.progress.actions.evidence import MOST_PIECES
from kuvend.accountability.plans.progress.actions.wholeness import report_lacks
from kuvend.accountability.plans.progress.forms import ReportForms, group_count
from kuvend.accountability.plans.progress.forms.whole import GROUPS
from kuvend.accountability.plans.progress.queries.drafts import form_draft
from kuvend.accountability.plans.progress.queries.evidence import kept_files
from kuvend.accountability.plans.progress.queries.periods import periods_of_plan
from kuvend.accountability.plans.progress.queries.reporting import Reporting, reporting_on
from kuvend.accountability.plans.progress.views.drafting import as_sent, values_in, version_in, version_of
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.core.ids import new_public_id
from kuvend.foundation.documents.enums import MOST_BYTES
from kuvend.foundation.documents.files import Unfit
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import actor_of


class ReportDesk:
    """One visit to the form: who writes, about which milestone, the draft that is shared, when."""

    def __init__(self, request: HttpRequest, public_id: str) -> None:
        self.at: datetime = now()
        page = reporting_on(public_id, today=local_date(self.at))
        if page is None:
            raise Http404
        self.page: Reporting = page
        self.milestone: Milestone = page.milestone
        self.actor: Actor = actor_of(request)
        require(rules.may_report_progress(self.actor, self.milestone))
        self.draft: FormDraft | None = form_draft(self.milestone.outcome_id)
        file_ids = files_named(self.draft.values) if self.draft else []
        self.kept_files = kept_files(self.actor.person_id, self.milestone, draft_file_ids=file_ids)

    def forms(self, data: Any, *, initial: dict[str, Any] | None = None, **how: Any) -> ReportForms:
        """Return the forms with what was sent, or with first values."""
        return ReportForms(
            data,
            milestone=self.milestone,
            kept_files=self.kept_files,
            periods=self.page.choices,
            initial=initial or {},
            **how,
        )

    def first_form(self) -> ReportForms:
        """Return the form of the draft, else an empty one for the half-year that is due, with the files kept before."""
        if self.draft:
            return self.forms(as_sent(self.draft.values), groups=group_count(self.draft.values))
        groups = min(max(GROUPS, len(self.kept_files)), MOST_PIECES)
        initial: dict[str, Any] = {"token": new_public_id(), "groups": groups}
        initial |= {"period_date": self.page.due.isoformat(), "as_of_date": self.page.as_of}
        for number, kept_file in enumerate(list(self.kept_files.values())[:groups]):
            initial |= {f"e{number}-kept": kept_file.public_id, f"e{number}-snapshot": kept_file.excerpt}
        return self.forms(None, initial=initial, groups=groups)

    def keep(self, data: MultiValueDict[str, Any]) -> None:
        """Keep what was sent as the draft; a file that is not at hand for whoever writes is not named in it."""
        values = values_in(data)
        values |= {name: "" for name in values if name.endswith("-kept") and values[name] not in self.kept_files}
        version = version_in(data)
        keep_form_draft(actor=self.actor, about=self.milestone, values=values, seen_version=version, at=self.at)


@official
def milestone_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write a report on a milestone: keep it as a draft, delete it, or look at it before it is published."""
    desk = ReportDesk(request, public_id)
    if request.method != "POST":
        typed = request.POST and desk.forms(request.POST, groups=group_count(request.POST))
        return _draw(request, desk, typed or desk.first_form())
    if request.POST.get("deed") == "delete":
        return _drop(request, desk)
    data, faults = _with_kept(request, desk)
    if "drop" in data or "more" in data:
        return _draw_again(request, desk, data, faults)
    return _keep(request, desk, data, faults)


def _drop(request: HttpRequest, desk: ReportDesk) -> HttpResponse:
    """Delete the draft as it was read, or show it as it stands now; files that came with the form are not kept."""
    try:
        drop_form_draft(actor=desk.actor, about=desk.milestone, seen_version=version_in(request.POST))
    except NotAllowed as error:
        return _draw(request, desk, desk.first_form(), refusal=str(error.reason))
    return done_at(reverse("desk_reports"), "draft-deleted")


def _draw_again(
    request: HttpRequest, desk: ReportDesk, data: MultiValueDict[str, Any], faults: dict[int, str]
) -> HttpResponse:
    """Draw the form again with one piece of evidence more, or without a file."""
    if "drop" in data:
        drop_kept_file(actor=desk.actor, milestone=desk.milestone, public_id=str(data["drop"]))
        desk.kept_files.pop(str(data["drop"]), None)
    groups = group_count(data)
    more = min(groups + GROUPS, MOST_PIECES) if "more" in data else groups
    data["groups"] = str(more)
    form = desk.forms(data, groups=more)
    form.show_file_faults(faults)
    return _draw(request, desk, form, version=version_in(data))


def _keep(
    request: HttpRequest, desk: ReportDesk, data: MultiValueDict[str, Any], faults: dict[int, str]
) -> HttpResponse:
    """Keep the draft as it is; unless that is all that is asked, check it and lead to its preview."""
    only_keeps, groups = request.POST.get("deed") == "keep", group_count(data)
    form = desk.forms(data, groups=groups, checked=not only_keeps)
    form.show_file_faults(faults)
    if not only_keeps:
        show_lacks(form, desk)
    if not form.errors:
        try:
            desk.keep(data)
        except NotAllowed as error:
            return _draw(request, desk, desk.forms(data, groups=groups), refusal=str(error.reason))
        if only_keeps:
            return done_at(request.path, "draft-kept")
        return redirect("report_preview", desk.milestone.outcome.public_id)
    return _draw(request, desk, form, version=version_in(data))


def show_lacks(form: ReportForms, desk: ReportDesk) -> None:
    """Show what the report lacks beside the other faults, so that the form is mended once and not in rounds."""
    if not form.errors:
        form.show_lacks(check_report(milestone=desk.milestone, at=desk.at, **form.arguments()).lacks)
        return
    values, today = form.main.cleaned_data, local_date(desk.at)
    as_of_date = values.get("as_of_date") or today
    lacks = report_lacks(
        status=values.get("status", ""),
        text=form.main.localized("text"),
        challenges=form.main.localized("challenges"),
        as_of_date=as_of_date,
        period=period_with(
            values.get("period_date") or as_of_date, periods_of_plan(desk.milestone.commitment.goal.plan)
        ),
        today=today,
    )
    form.main.show_lacks({part: sentence for part, sentence in lacks.items() if not form.main.is_faulty(part)})


def _with_kept(request: HttpRequest, desk: ReportDesk) -> tuple[MultiValueDict[str, Any], dict[int, str]]:
    """Keep the files that were sent, so that no fault elsewhere loses them; return the data and what is wrong."""
    data, faults = request.POST.copy(), {}
    for number in range(group_count(data)):
        sent = request.FILES.get(f"e{number}-file")
        if sent is None:
            continue
        content = sent.read(MOST_BYTES + 1)  # a larger one is not taken into memory to be refused
        try:
            name = sent.name or ""
            kept_file = keep_file(actor=desk.actor, milestone=desk.milestone, content=content, name=name, at=desk.at)
        except Unfit as refusal:
            faults[number] = str(refusal.sentence)
            continue
        desk.kept_files[kept_file.public_id] = kept_file
        data[f"e{number}-kept"] = kept_file.public_id
        data[f"e{number}-snapshot"] = data.get(f"e{number}-snapshot") or kept_file.excerpt
    return data, faults


def _draw(
    request: HttpRequest, desk: ReportDesk, form: ReportForms, *, version: int | None = None, refusal: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "page": desk.page,
        "milestone": desk.milestone,
        "draft": desk.draft,
        "version": version_of(desk.draft) if version is None else version,
        "refusal": refusal,
        "can_add": len(form.evidence) < MOST_PIECES,
        "section": "desk_reports",
    }
    return render(request, "plans/report.html", context, status=422 if form.errors or refusal else 200)
