"""Computed gate rules: a name in a gate item stands for a question that the system answers itself.

The wiring hands down the house's own rules and those of rooms, so that a gate can ask what only they know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from kuvend.foundation.core.handed import one_mapping
from kuvend.foundation.processes.models import Activity, GateItem, Stage

GateRule = Callable[[Stage, datetime], bool]


def activities_closed(stage: Stage, at: datetime) -> bool:
    """Hold when no activity of the stage is still open at `at`."""
    return not Activity.objects.filter(stage=stage, closes_at__gt=at).exists()


_rules: dict[str, GateRule] = {}


def set_gate_rules(handed: Iterable[Mapping[str, GateRule]]) -> None:
    """Keep the computed rules (called once by the wiring). Raises ValueError for a name that two rooms use."""
    rules = one_mapping(handed)
    _rules.clear()
    _rules.update(rules)


def gate_rule_names() -> frozenset[str]:
    """Return the names of all computed rules."""
    return frozenset(_rules)


def holds(item: GateItem, at: datetime) -> bool:
    """Tell whether a gate item holds: its evidence is named, or its computed rule says so; an unknown one holds not."""
    if item.computed:
        rule = _rules.get(item.computed)
        return rule is not None and rule(item.stage, at)
    return item.confirmed_at is not None
