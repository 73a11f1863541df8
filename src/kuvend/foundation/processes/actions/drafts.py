"""Drafts of activities: kept while they are written, shared by who runs the process, gone when announced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.actions.activities import publish_activity
from kuvend.foundation.processes.models import Activity, ActivityDraft, Process
from kuvend.foundation.processes.rules import may_run_process
from kuvend.foundation.processes.standing import takes_ways

CHANGED = _("Somebody changed this draft meanwhile. Read how it stands now, then go on.")


def begin_activity_draft(
    *, actor: Actor, process: Process, scope: Scope | None = None, values: Mapping[str, str], at: datetime
) -> ActivityDraft:
    """Keep what stands in the form of a new activity, for those who run `scope`: the whole process unless told.

    Raises:
        NotAllowed: when the actor runs nothing there, or the process was ended.
    """
    scope = scope or process.scope
    require(takes_ways(process))
    require(may_run_process(actor, scope))
    return ActivityDraft.objects.create(process=process, scope=scope, values=dict(values), edited_at=at)


@transaction.atomic
def keep_activity_draft(
    *,
    actor: Actor,
    draft: ActivityDraft,
    scope: Scope | None = None,
    values: Mapping[str, str],
    seen_version: int,
    at: datetime,
) -> ActivityDraft:
    """Keep the form's values as the draft's next version; the same values again change nothing.

    Args:
        scope: the one that was chosen in the form, if one was: who runs it shares the draft from now on.

    Raises:
        NotAllowed: when the actor runs neither its scope nor the new one, or somebody changed it since `seen_version`.
    """
    row = _locked(draft, seen_version)
    require(may_run_process(actor, row.scope))
    require(may_run_process(actor, scope or row.scope))
    if row.values != dict(values):
        row.values, row.version, row.edited_at = dict(values), row.version + 1, at
        row.scope = scope or row.scope
        row.save(update_fields=["scope", "values", "version", "edited_at"])
    return row


@transaction.atomic
def drop_activity_draft(*, actor: Actor, draft: ActivityDraft, seen_version: int) -> None:
    """Delete a draft as it was read; one that is gone already stays gone.

    Raises:
        NotAllowed: when the actor does not run its scope, or somebody changed it since `seen_version`.
    """
    require(may_run_process(actor, draft.scope))
    row = ActivityDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if row is not None:
        _as_read(row, seen_version).delete()


@transaction.atomic
def announce_draft(
    *, actor: Actor, draft: ActivityDraft, activity: Activity, seen_version: int, at: datetime
) -> Activity:
    """Announce the activity that a draft describes, as it was previewed; the draft goes, its public id stays.

    So whoever still has the draft open is led to what came of it.

    Raises:
        NotAllowed: when the draft changed since `seen_version` or was announced already, or by the activity's rule.
    """
    _locked(draft, seen_version).delete()
    activity.public_id = draft.public_id
    return publish_activity(actor=actor, activity=activity, at=at)


def _locked(draft: ActivityDraft, seen_version: int) -> ActivityDraft:
    return _as_read(ActivityDraft.objects.select_for_update().filter(pk=draft.pk).first(), seen_version)


def _as_read(row: ActivityDraft | None, seen_version: int) -> ActivityDraft:
    if row is None or row.version != seen_version:
        raise NotAllowed(CHANGED)
    return row
