"""The stages that the actor runs, with the conditions that do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kuvend.desk.rules import STAGES
from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.enums import GateSide, StageState
from kuvend.foundation.processes.gates import holds
from kuvend.foundation.processes.models import GateItem, Process, Stage
from kuvend.foundation.processes.queries import stages_of
from kuvend.foundation.processes.rules import failing_items, is_settled


def processes_run_by(actor: Actor) -> list[Process]:
    """Return the processes with stages within the actor's scopes, the latest first: standing ones have none."""
    run = within(actor, STAGES.roles, "scope__path")
    return list(Process.objects.filter(run, to_date__isnull=False).select_related("scope").order_by("-from_date", "pk"))


def process_shown(processes: Sequence[Process], *, public_id: str, today: date) -> Process | None:
    """Return the process that was asked for, else the one that runs today, else the latest, else None."""
    by_address = [process for process in processes if process.public_id == public_id]
    running = [process for process in processes if process.from_date <= today <= process.end]
    by_last_day = sorted(running, key=lambda process: process.stands)  # a standing one only where nothing else runs
    return next(iter([*by_address, *by_last_day, *processes]), None)


@dataclass(frozen=True)
class StageRow:
    """A stage; `failing` are the conditions that keep it from its next step, None where there is no next step yet.

    `is_early` says that its first day is still to come.
    """

    stage: Stage
    failing: Sequence[GateItem] | None
    overdue: bool
    is_early: bool = False


def stage_rows(process: Process, *, at: datetime, today: date) -> list[StageRow]:
    """Return the stages of a process; conditions are looked at for the stage under way and the next one ahead."""
    stages = list(stages_of(process))
    ahead = next((stage for stage in stages if stage.state == StageState.AHEAD), None)
    return [_row(stage, ahead, at, today) for stage in stages]


def _row(stage: Stage, ahead: Stage | None, at: datetime, today: date) -> StageRow:
    if stage.state == StageState.OPEN:
        return StageRow(stage, failing_items(stage, GateSide.CLOSES, at), overdue=is_overdue(stage.to_date, on=today))
    if stage is ahead:
        failing, first = failing_items(stage, GateSide.OPENS, at), stage.from_date
        return StageRow(stage, failing, overdue=is_overdue(first, on=today), is_early=today < first)
    return StageRow(stage, None, overdue=False)


@dataclass(frozen=True)
class Condition:
    """One condition of a stage, who has part in it, whether it holds now, and whether its evidence stands for good."""

    item: GateItem
    actors: Sequence[str]
    holds: bool
    stands: bool


def conditions_of(stage: Stage, *, at: datetime) -> dict[str, list[Condition]]:
    """Return the conditions of a stage by side (opens, closes), each asked whether it holds."""
    sides: dict[str, list[Condition]] = {GateSide.OPENS: [], GateSide.CLOSES: []}
    for item in stage.gate_items.prefetch_related("actors").order_by("number"):
        actors = [str(institution.name) for institution in item.actors.all()]
        sides[item.side].append(Condition(item, actors, holds(item, at), is_settled(item)))
    return sides


def gate_item(public_id: str) -> GateItem | None:
    """Return a condition with its stage, process and scope, or None."""
    return GateItem.objects.select_related("stage__process__scope").filter(public_id=public_id).first()
