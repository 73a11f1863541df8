"""The submission of a plan as the desk shows it: what holds, what is lacking, and the day once it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.queries.addresses import in_words
from kuvend.accountability.plans.queries.proofs import proofs_of
from kuvend.accountability.plans.submission import Requirement, requirements


@dataclass(frozen=True)
class Submission:
    """Every requirement with its state; `day` is the day on which the plan was submitted here, "" before that."""

    requirements: Sequence[Requirement]
    day: str
    proof: str

    @property
    def ready(self) -> bool:
        """Tell whether nothing is lacking."""
        return all(one.holds for one in self.requirements)

    @property
    def lacking(self) -> int:
        """Return how many requirements do not hold."""
        return sum(not one.holds for one in self.requirements)


def submission_of(plan: Plan, *, at: datetime) -> Submission:
    """Return the state of a plan's submission; once it is submitted nothing more is asked."""
    if plan.submitted_at is None:
        return Submission(requirements(plan, at), day="", proof="")
    proof = proofs_of([plan.public_id]).url("plan_submitted", plan.public_id)
    return Submission((), day=in_words(plan.submitted_at), proof=proof)
