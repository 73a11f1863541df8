"""What rooms know of a stage beyond the process: whether its days are simulated, what is told of evidence.

`web/wiring.py` hands the questions down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kuvend.foundation.processes.models import GateItem, Stage


@dataclass(frozen=True)
class EvidenceNote:
    """What a source tells of the evidence for a condition: its day, that none is known, that it is simulated."""

    on_date: date | None = None
    unknown: bool = False
    simulated: bool = False


@dataclass(frozen=True)
class StageNotes:
    """What is known of a stage; `evidence` by the row id of its conditions."""

    days_simulated: bool = False
    evidence: Mapping[int, EvidenceNote] = field(default_factory=dict)


AboutStage = Callable[[Stage, Sequence[GateItem]], StageNotes]
_sources: list[AboutStage] = []


def set_about_stage(sources: Iterable[AboutStage]) -> None:
    """Keep who knows something of stages (called once by the wiring)."""
    _sources[:] = sources


def notes_of(stage: Stage, items: Sequence[GateItem]) -> StageNotes:
    """Return what all rooms know of a stage (with its process) and its conditions."""
    notes = [ask(stage, items) for ask in _sources]
    evidence = {pk: note for one in notes for pk, note in one.evidence.items()}
    return StageNotes(any(one.days_simulated for one in notes), evidence)
