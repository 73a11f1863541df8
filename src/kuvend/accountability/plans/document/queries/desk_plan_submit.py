"""The submission of a plan as the desk shows it: what holds, what is lacking, and the day once it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kuvend.accountability.plans.document.queries.submission import Requirement, requirements
from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.progress.queries.proofs import proofs_of
from kuvend.engines.plancheck import PlanCheck
from kuvend.foundation.core.wording import in_words


@dataclass(frozen=True)
class Submission:
    """Every requirement with its state; `day` is the day on which the plan was submitted here, "" before that."""

    requirements: Sequence[Requirement]
    day: str
    proof: str

    @property
    def open_ones(self) -> list[Requirement]:
        """Return those that do not hold."""
        return [one for one in self.requirements if not one.holds]

    @property
    def to_explain(self) -> list[Requirement]:
        """Return those whose place a published reason can take."""
        return [one for one in self.open_ones if not one.fixed]

    @property
    def refusals(self) -> list[str]:
        """Return why it cannot be submitted, whatever is said."""
        return [reason for one in self.open_ones if one.fixed for reason in one.lacks]

    @property
    def ready(self) -> bool:
        """Tell whether nothing is lacking."""
        return all(one.holds for one in self.requirements)

    @property
    def lacking(self) -> int:
        """Return how many requirements do not hold."""
        return len(self.open_ones)


def submission_of(plan: Plan, *, at: datetime, check: PlanCheck | None = None) -> Submission:
    """Return the state of a plan's submission by its `check` of the day; once submitted nothing more is asked."""
    if plan.submitted_at is None:
        return Submission(requirements(plan, at, check), day="", proof="")
    proof = proofs_of([plan.public_id]).url("plan_submitted", plan.public_id)
    return Submission((), day=in_words(plan.submitted_at), proof=proof)
