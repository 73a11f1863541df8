"""The stages of a plan as a thread, and what the plan's file tells of a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuvend.accountability.plans.models import GateItemDetail
from kuvend.foundation.core.wording import page_url, span
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import GateItem, Process, Stage
from kuvend.foundation.processes.queries import stage_in_words
from kuvend.foundation.processes.stage_notes import EvidenceNote, StageNotes


@dataclass(frozen=True)
class StageMark:
    """A stage on the thread: its days, its state in words, and the class that draws it."""

    title: Any
    url: str
    days: str
    state: str
    mark: str


def stage_marks(process: Process, *, today: date) -> list[StageMark]:
    """Return the stages of a process in order, as the thread draws them."""
    return [
        StageMark(
            title=stage.title,
            url=page_url("stage", stage.public_id),
            days=span(stage.from_date, stage.to_date),
            state=stage_in_words(stage, today),
            mark=StageState(stage.state).look,
        )
        for stage in Stage.objects.filter(process=process).order_by("number")
    ]


def notes_of_stage(stage: Stage, items: Sequence[GateItem]) -> StageNotes:
    """Return what the plan's file tells of a stage and of the evidence for its conditions; one statement."""
    plan = getattr(stage.process, "plan", None)
    if plan is None:
        return StageNotes()
    details = GateItemDetail.objects.filter(item__in=items)
    evidence = {
        detail.item_id: EvidenceNote(detail.evidence_date, detail.evidence_unknown, detail.evidence_simulated)
        for detail in details
    }
    return StageNotes(plan.period_simulated, evidence)
