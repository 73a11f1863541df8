"""What is told of an activity, a process or a stage where somebody links to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.sharing import Share, share_of
from kuvend.foundation.core.wording import open_days, span
from kuvend.foundation.processes.kinds import kind_of
from kuvend.foundation.processes.models import Activity, Process, Stage
from kuvend.foundation.processes.queries import activity_page, stage_in_words
from kuvend.foundation.processes.rules import is_open
from kuvend.publication.portal.queries.activities import closing, counts_of


def activity_share(public_id: str, at: datetime) -> Share | None:
    """Return what is told of an activity by its id, with what its kind tells, or None."""
    activity = activity_page(public_id)
    return share_of_activity(activity, at, kind_of(activity.kind).share(activity, at)) if activity else None


def share_of_activity(activity: Activity, at: datetime, of_kind: Mapping[str, Any]) -> Share:
    """Return what is told of an activity (with its process); `of_kind` is what its kind adds, or says instead."""
    until, tint = closing(activity, at)
    counts = counts_of(activity) if activity.contribution_count or activity.comment_count else ""
    words: dict[str, Any] = {
        "kind": f"{kind_of(activity.kind).label} · {activity.process.title}",
        "title": activity.title,
        "description": activity.summary,
        "state": until,
        "tint": tint,
        "figure": counts,
        "stamp": counts,
        **of_kind,
    }
    kind = kind_of(activity.kind)
    if kind.takes_part_url and is_open(activity, at):
        words |= {"deed": _("Take part"), "deed_url": reverse(kind.takes_part_url, args=[activity.public_id])}
    return share_of(public_id=activity.public_id, **words)


def process_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a process by its id, or None."""
    process = Process.objects.filter(public_id=public_id).first()
    return share_of_process(process) if process else None


def share_of_process(process: Process) -> Share:
    """Return what is told of a process."""
    return share_of(
        public_id=process.public_id,
        title=process.title,
        description=process.summary,
        state=open_days(process.from_date, process.last_day),
    )


def stage_share(public_id: str, at: datetime) -> Share | None:
    """Return what is told of a stage by its id, or None."""
    stage = Stage.objects.select_related("process").filter(public_id=public_id).first()
    return share_of_stage(stage, at) if stage else None


def share_of_stage(stage: Stage, at: datetime) -> Share:
    """Return what is told of a stage (with its process)."""
    return share_of(
        public_id=stage.public_id,
        kind=f"{_('Stage')} · {stage.process.title}",
        title=stage.title,
        description=stage.process.summary,
        state=stage_in_words(stage, local_date(at)),
        tint=stage.tint,
        figure=span(stage.from_date, stage.to_date),
    )
