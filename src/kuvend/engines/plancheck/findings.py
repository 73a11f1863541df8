"""What a check found, as values and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeAlias

from kuvend.engines.plancheck.outcomes import FAILED, Outcome, all_of

LANGUAGES = ("sq", "en")  # of all sentences
Text: TypeAlias = Mapping[str, str]
"""A sentence in Albanian (sq) and English (en)."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule and what it found.

    `failed_at` and `unknown_at` are the numbers of commitments and milestones; both are empty when the rule is about
    the plan as a whole. `why` says more than the sentence, such as what a delay leads to ({} mostly). `mend` says
    what would mend a failure, or which fields would tell what is unknown; {} when the rule is met. `unconfirmed` says
    which number or demand of the rule the texts at hand do not state ({} mostly). `basis` is the caller's code for
    what it was judged by, "" when the plan told all.
    """

    id: str
    level: str
    outcome: Outcome
    sentence: Text
    failed_at: tuple[str, ...] = ()
    unknown_at: tuple[str, ...] = ()
    why: Text = field(default_factory=dict)
    mend: Text = field(default_factory=dict)
    unconfirmed: Text = field(default_factory=dict)
    basis: str = ""
    source: str


@dataclass(frozen=True, kw_only=True)
class PlanCheck:
    """A plan judged on a day by a rule set."""

    plan: str
    rule_set: str
    as_of: date
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """Return failed if any rule failed, else unknown if any is, else passed."""
        return all_of(finding.outcome for finding in self.findings)

    @property
    def failed(self) -> tuple[Finding, ...]:
        """Return the findings that failed."""
        return tuple(finding for finding in self.findings if finding.outcome is FAILED)


def write_check(check: PlanCheck) -> str:
    """Return a check as JSON, with two spaces and a line end; the same check gives the same bytes."""
    findings = [{**_without_basis(one), "outcome": one.outcome.value} for one in check.findings]
    whole = {"plan": check.plan, "rule_set": check.rule_set, "as_of": check.as_of.isoformat(), "findings": findings}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _without_basis(finding: Finding) -> dict[str, Any]:
    """Return a finding's fields; a basis only where there is one."""
    return {name: value for name, value in asdict(finding).items() if name != "basis" or value}


def read_check(text: str) -> PlanCheck:
    """Return the check of such a JSON text. Raises ValueError when it is none."""
    try:
        whole = json.loads(text)
        findings = tuple(
            Finding(
                **{
                    **finding,
                    "outcome": Outcome(finding["outcome"]),
                    "failed_at": tuple(finding["failed_at"]),
                    "unknown_at": tuple(finding["unknown_at"]),
                }
            )
            for finding in whole["findings"]
        )
        as_of = date.fromisoformat(whole["as_of"])
        return PlanCheck(plan=whole["plan"], rule_set=whole["rule_set"], as_of=as_of, findings=findings)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the JSON of a plan check: {error}") from error
