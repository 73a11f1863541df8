"""What a plan was submitted with although it did not hold: the rule, what was found, the reason and its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kuvend.accountability.plans.document.queries.submission import OWN
from kuvend.accountability.plans.models import Plan, RuleOverride
from kuvend.accountability.plans.progress.queries.proofs import proofs_of
from kuvend.engines.plancheck import Outcome


@dataclass(frozen=True)
class OverrideRow:
    """A requirement that did not hold on the day, or that nobody could judge (`unknown`), and why it went off."""

    rule: str
    sentence: Any
    unknown: bool
    reason: Any
    proof: str


def overrides_of(plan: Plan, sentences: Mapping[str, Any]) -> list[OverrideRow]:
    """Return what a submitted plan was submitted with; `sentences` are those of the rules by their ids."""
    if plan.submitted_at is None:
        return []
    rows = list(RuleOverride.objects.filter(plan=plan).order_by("pk"))
    if not rows:
        return []
    proofs = proofs_of([one.public_id for one in rows])
    return [
        OverrideRow(
            override.rule,
            OWN.get(override.rule) or sentences.get(override.rule, override.rule),
            override.outcome == Outcome.UNKNOWN.value,
            override.reason,
            proofs.url("rule_overridden", override.public_id),
        )
        for override in rows
    ]
