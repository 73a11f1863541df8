"""The processes within the actor's scopes, and what ends with a standing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kuvend.desk.rules import PROCESSES
from kuvend.foundation.core.paging import Page, page_by_id
from kuvend.foundation.core.wording import open_days
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Scope
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.processes.standing import may_run_site, ways_left

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A process as the desk lists it: its days, and whether the actor may correct it, or end it now."""

    process: Process
    days: str
    may_correct: bool
    may_end: bool


def processes_within(actor: Actor, *, after: str) -> Page[ProcessRow]:
    """Return one page of the processes within the actor's scopes, the latest set up first."""
    rows = Process.objects.filter(within(actor, PROCESSES.roles, "scope__path"))
    return page_by_id(
        rows.select_related("scope__parent"),
        lambda found: [_row(actor, process) for process in found],
        of="processes",
        after=after,
        size=PAGE_SIZE,
    )


def _row(actor: Actor, process: Process) -> ProcessRow:
    site = process.scope.parent
    runs = bool(process.stands and site and may_run_site(actor, site))
    return ProcessRow(
        process=process,
        days=open_days(process.from_date, process.last_day),
        may_correct=runs,
        may_end=runs and not process.ended_at,
    )


def may_set_one_up(actor: Actor) -> bool:
    """Tell whether the actor may set up what stands beside all plans."""
    site = Scope.objects.filter(parent=None).first()
    return bool(site and may_run_site(actor, site))


def standing_process(public_id: str) -> Process | None:
    """Return a standing process with its scope and the site's, or None."""
    rows = Process.objects.select_related("scope__parent").filter(to_date__isnull=True)
    return rows.filter(public_id=public_id).first()


def ways_to_end(process: Process, at: datetime) -> Sequence[Activity]:
    """Return what people can take part in here now or later, which ends with the process."""
    return list(ways_left(process, at))
