"""What the part of a plan that was read so far has named, so that later parts can refer to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from kuvend.engines.formats.plan.nodes import Node


@dataclass
class PlanKeys:
    """Keys by noun; `plan` is the plan's own, `components` maps each component to its goal.

    `gate_rules` are the conditions that the site judges itself, None where the site is not known.
    """

    plan: str = ""
    institutions: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    goals: set[str] = field(default_factory=set)
    components: dict[str, str] = field(default_factory=dict)
    gate_rules: Collection[str] | None = None
    in_use: set[tuple[str, str]] = field(default_factory=set)

    def take(self, noun: str, key: str, node: Node) -> str:
        """Note that a key is used, and return it; each is used once for each noun."""
        if (noun, key) in self.in_use:
            raise node.problem(f"there is another {noun} “{key}”")
        self.in_use.add((noun, key))
        return key
