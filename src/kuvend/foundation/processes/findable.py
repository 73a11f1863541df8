"""What the search keeps of processes, stages and ways to take part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.clock import start_of_day
from kuvend.foundation.core.wording import Tag
from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming
from kuvend.foundation.processes.enums import ActivityDeed, StageState
from kuvend.foundation.processes.models import Activity, Process, Stage

WITHDRAWN = "withdrawn"


def _draw_processes(rows: Sequence[Process]) -> Iterable[Findable]:
    for row in rows:
        yield Findable(
            public_id=row.public_id,
            title=row.title,
            words=row.summary,
            moment=start_of_day(row.from_date),
            process=row.public_id,
            scope=row.scope.path,
        )


def _draw_stages(rows: Sequence[Stage]) -> Iterable[Findable]:
    for row in rows:
        yield Findable(
            public_id=row.public_id,
            title=row.title,
            words=row.process.title,
            moment=start_of_day(row.from_date),
            process=row.process.public_id,
            state=row.state,
        )


def _draw_activities(rows: Sequence[Activity]) -> Iterable[Findable]:
    for row in rows:
        runs = row.withdrawn_at is None
        yield Findable(
            public_id=row.public_id,
            title=row.title,
            words=row.summary,
            moment=row.opens_at,
            process=row.process.public_id,
            institution=row.owner.public_id,
            scope=row.scope.path,
            state="" if runs else WITHDRAWN,
            opens_at=row.opens_at if runs else None,
            closes_at=row.closes_at if runs else None,
        )


def _activity_states() -> dict[str, Tag]:
    return {WITHDRAWN: Tag(ActivityDeed.WITHDRAWN.label, "stop")}


ACTIVITIES = FindableSort(
    name="activity",
    kinds=lambda: {"activity": Naming(_("way to take part"), _("Ways to take part"))},
    page="activity",
    rows=lambda: Activity.objects.select_related("process", "owner", "scope"),
    draw=_draw_activities,
    facts=frozenset(
        {
            "activity_published", "activity_corrected", "activity_extended", "activity_closed_early",
            "activity_withdrawn", "activity_moved", "plan_published", "stage_moved",
        }
    ),
    named_by=("public_id", "process__public_id"),
    states=_activity_states,
    weight=2.0,
)  # fmt: skip
PROCESSES = FindableSort(
    name="process",
    kinds=lambda: {"process": Naming(_("process"), _("Processes"))},
    page="process",
    rows=lambda: Process.objects.filter(to_date__isnull=True).select_related("scope"),
    draw=_draw_processes,
    facts=frozenset(
        {"standing_process_set_up", "standing_process_corrected", "standing_process_ended", "plan_published"}
    ),
    named_by=(),
    weight=2.0,
)
STAGES = FindableSort(
    name="stage",
    kinds=lambda: {"stage": Naming(_("stage"), _("Stages"))},
    page="stage",
    rows=lambda: Stage.objects.select_related("process"),
    draw=_draw_stages,
    facts=frozenset({"stage_calendar_published", "stage_moved", "stage_opened", "stage_closed", "plan_published"}),
    named_by=("public_id", "process__public_id"),
    states=lambda: {state.value: Tag(state.label, state.tint) for state in StageState},
    weight=1.2,
)
PROCESSES_FOUND = (PROCESSES, STAGES, ACTIVITIES)
