"""The activities that the actor runs, and what a new one can name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kuvend.desk.rules import ACTIVITIES
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.paging import Page, page_by_id
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import scopes_with
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.people.queries import institutions_by_name, within
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.kinds import kind_names, kind_of
from kuvend.foundation.processes.models import Activity, ActivityDraft, Process, Stage
from kuvend.foundation.processes.queries import activity_drafts, stages_of
from kuvend.foundation.processes.standing import takes_kind

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as the desk lists it: its days, how it stands at a moment, how much was said, where it is run."""

    activity: Activity
    kind: str | Promise
    first_day: date
    last_day: date | None
    state: str
    tint: str
    contributions: int
    run_url: str
    run_label: str | Promise
    lacks: str | Promise
    changes: Sequence[tuple[str, str | Promise]]


def activities_run_by(actor: Actor, *, at: datetime, after: str) -> Page[ActivityRow]:
    """Return one page of the activities within the actor's scopes, the latest announced first."""
    rows = Activity.objects.filter(within(actor, ACTIVITIES.roles, "scope__path"))
    return page_by_id(
        rows.select_related("process", "owner"),
        lambda found: [_row(row, at) for row in found],
        of="run_activities",
        after=after,
        size=PAGE_SIZE,
    )


def _row(activity: Activity, at: datetime) -> ActivityRow:
    state, tint = (_("ahead"), "") if at < activity.opens_at else (_("open"), "ok")
    if at >= activity.end:
        state, tint = _("closed"), ""
    elif activity.waits_for_content:
        state, tint = _("not open yet"), "wait"
    if activity.withdrawn_at:
        state, tint = _("withdrawn"), ""
    kind = kind_of(activity.kind)
    return ActivityRow(
        activity=activity,
        kind=kind.label,
        first_day=local_date(activity.opens_at),
        last_day=activity.last_day,
        state=state,
        tint=tint,
        contributions=activity.contribution_count + activity.comment_count,
        run_url=run_url(activity),
        run_label=kind.run_label,
        lacks=kind.lacks if activity.waits_for_content else "",
        changes=_changes(activity, at),
    )


def _changes(activity: Activity, at: datetime) -> list[tuple[str, str | Promise]]:
    """Return the changes that an activity can undergo now: address and name of each."""
    if activity.withdrawn_at:
        return []
    names = [("desk_activity_correct", _("Correct"))]
    if activity.closes_at and at < activity.closes_at:
        names.append(("desk_activity_extend", _("Extend")))
    if activity.opens_at <= at < activity.end:
        names.append(("desk_activity_close", _("Close early") if activity.closes_at else _("Close")))
    elif at < activity.opens_at:
        names.append(("desk_activity_withdraw", _("Withdraw")))
    return [(reverse(name, args=[activity.public_id]), label) for name, label in names]


def run_url(activity: Activity) -> str:
    """Return the address at which an activity is run beyond its announcement, "" where its kind has none."""
    url_name = kind_of(activity.kind).run_url
    return reverse(url_name, args=[activity.public_id]) if url_name else ""


def next_step(activity: Activity) -> str:
    """Return the address to which announcing leads: where its text or its statements are written, else the list."""
    return run_url(activity) or reverse("desk_activities")


def preview(activity: Activity) -> dict[str, Any]:
    """Return what the page of an activity that is not announced yet shows besides its words."""
    kind = kind_of(activity.kind)
    return {
        "label": kind.label,
        "opens": local_date(activity.opens_at),
        "last_day": activity.last_day,
        "lacks": kind.lacks,
    }


def drafts_of(actor: Actor) -> list[ActivityDraft]:
    """Return the drafts of activities in the scopes that the actor runs, the latest edited first."""
    return list(_own_drafts(actor))


def draft_of(actor: Actor, public_id: str) -> ActivityDraft | None:
    """Return a draft in a scope that the actor runs, or None."""
    return _own_drafts(actor).filter(public_id=public_id).first()


def activity_of_draft(public_id: str) -> Activity | None:
    """Return the activity that was announced from a draft, whose public id it keeps, or None."""
    return Activity.objects.filter(public_id=public_id).first()


def _own_drafts(actor: Actor) -> QuerySet[ActivityDraft]:
    run = within(actor, ACTIVITIES.roles, "scope__path")
    return activity_drafts(processes_in_reach(actor)).filter(run)


def run_activity(public_id: str) -> Activity | None:
    """Return an activity with what changing it asks, or None."""
    rows = Activity.objects.select_related("process", "scope", "owner", "stage")
    return rows.filter(public_id=public_id).first()


def letters_about(activity: Activity) -> int:
    """Return how many people get a letter about a change of an activity: whoever wrote something in it."""
    wrote = Contribution.objects.filter(activity=activity, participant__person__is_active=True)
    return wrote.values("participant").distinct().count()


def processes_in_reach(actor: Actor) -> list[Process]:
    """Return the processes in which the actor runs the whole or a component, the latest first."""
    paths = scopes_with(actor, ACTIVITIES.roles)
    above = {path[: end + 1] for path in paths for end, letter in enumerate(path) if letter == "/"}
    processes = Process.objects.filter(within(actor, ACTIVITIES.roles, "scope__path") | Q(scope__path__in=above))
    return list(processes.select_related("scope").order_by("-from_date", "pk"))


@dataclass(frozen=True)
class ActivityChoices:
    """What a new activity of a process can name; `scopes` come from the top down, only those the actor runs."""

    kinds: Sequence[tuple[str, str | Promise]]
    stages: Sequence[Stage]
    scopes: Sequence[Scope]
    institutions: Sequence[Institution]


def activity_choices(actor: Actor, process: Process) -> ActivityChoices:
    """Return what an activity of `process` is composed from: kinds, unfinished stages, scopes, institutions."""
    run = within(actor, ACTIVITIES.roles, "path")
    return ActivityChoices(
        kinds=[(name, kind_of(name).label) for name in kind_names() if takes_kind(process, name)],
        stages=[stage for stage in stages_of(process) if stage.state != StageState.CLOSED],
        scopes=list(Scope.objects.filter(run, path__startswith=process.scope.path).order_by("path")),
        institutions=institutions_by_name(),
    )


def own_institution(actor: Actor) -> Any:
    """Return the row id of the institution that the actor's mandate names, or None."""
    institution_ids = (mandate.institution_id for mandate in actor.mandates if mandate.role in ACTIVITIES.roles)
    return next((pk for pk in institution_ids if pk), None)
