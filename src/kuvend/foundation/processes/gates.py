"""Computed gate rules: a name in a gate item stands for a question that the system answers itself.

Rooms above bring rules by `set_gate_rules` in the wiring, so that a gate can ask what only they know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from kuvend.foundation.processes.models import Activity, GateItem, Stage

GateRule = Callable[[Stage, datetime], bool]


def activities_closed(stage: Stage, at: datetime) -> bool:
    """Hold when no activity of the stage is still open at `at`."""
    return not Activity.objects.filter(stage=stage, closes_at__gt=at).exists()


OWN: dict[str, GateRule] = {"activities_closed": activities_closed}
_rules: dict[str, GateRule] = dict(OWN)


def set_gate_rules(rules: Mapping[str, GateRule]) -> None:
    """Keep the computed rules of rooms above, beside the own ones (called once by the wiring)."""
    _rules.clear()
    _rules.update({**OWN, **rules})


def gate_rule_names() -> frozenset[str]:
    """Return the names of all computed rules."""
    return frozenset(_rules)


def holds(item: GateItem, at: datetime) -> bool:
    """Tell whether a gate item holds: its evidence is named, or its computed rule says so; an unknown one holds not."""
    if item.computed:
        rule = _rules.get(item.computed)
        return rule is not None and rule(item.stage, at)
    return item.confirmed_at is not None
