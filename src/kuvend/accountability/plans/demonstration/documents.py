"""The plan files of the demonstration, and what each says at the moments at which it is published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import yaml

from kuvend.engines.formats.plan import read_plan
from kuvend.engines.formats.plan.documents import UNKNOWN, Commitment, GateItem, Milestone, PlanDocument
from kuvend.foundation.demonstration.data import Entry, entries, reworded
from kuvend.foundation.demonstration.days import Days
from kuvend.foundation.processes.gates import gate_rule_names

EXTRAS = {"versions", "activities"}  # what a file of the demonstration holds besides the plan
DAYS = {"from", "to", "day", "due", "drafting_from"}


def whole(file: Entry, days: Days, known_institutions: Collection[str]) -> PlanDocument:
    """Return the plan of a file, its days counted from today where it counts."""
    plan = {name: _dated(value, days) for name, value in file.items() if name not in EXTRAS}
    text = yaml.safe_dump(plan, allow_unicode=True)
    return read_plan(text, known_institutions=known_institutions, gate_rules=gate_rule_names())


def _dated(value: Any, days: Days, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _dated(one, days, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_dated(one, days) for one in value]
    if isinstance(value, date) or (name in DAYS and isinstance(value, int)):
        return days.day(value).isoformat()
    return value


def begun(document: PlanDocument) -> PlanDocument:
    """Return what a plan says when its making begins: goals and stages; no condition of a stage is shown to hold."""
    stages = tuple(replace(stage, items=tuple(map(_unproven, stage.items))) for stage in document.stages)
    return replace(document, stages=stages, commitments=())


def working_draft(document: PlanDocument) -> PlanDocument:
    """Return what the working draft says: the problems, and the names of commitments and milestones."""
    commitments = tuple(map(_named_only, document.commitments))
    return replace(document, stages=begun(document).stages, commitments=commitments)


def revised(document: PlanDocument) -> PlanDocument:
    """Return what the revised plan says: some commitments and milestones in words that people asked for."""
    changes = {entry["to"]: entry for entry in entries("revisions")}
    return replace(document, commitments=tuple(_revised(one, changes) for one in document.commitments))


def _revised(commitment: Commitment, changes: dict[str, Entry]) -> Commitment:
    milestones = [
        replace(milestone, deliverable=reworded(milestone.deliverable, changes[milestone.key]))
        if milestone.key in changes
        else milestone
        for milestone in milestones_of(commitment)
    ]
    texts: dict[str, Any] = {}
    if change := changes.get(commitment.key):
        texts = {name: reworded(getattr(commitment, name), change) for name in ("solution", "results")}
    return replace(commitment, milestones=tuple(milestones), **texts)


def _unproven(item: GateItem) -> GateItem:
    return item if item.computed else replace(item, evidence=UNKNOWN)


def _named_only(commitment: Commitment) -> Commitment:
    return replace(
        commitment,
        solution={},
        results={},
        milestones=tuple(replace(one, deliverable={}) for one in milestones_of(commitment)),
    )


def milestones_of(commitment: Commitment) -> tuple[Milestone, ...]:
    """Return the milestones of a commitment; none where they are unknown."""
    return commitment.milestones if isinstance(commitment.milestones, tuple) else ()
