"""The difference of two versions of an outcome's text, and of the draft and the final text of a whole plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from kuvend.accountability.plans.models import Commitment, Milestone, Plan
from kuvend.accountability.plans.queries.addresses import in_words, page_url
from kuvend.accountability.plans.queries.rows import Named
from kuvend.foundation.outcomes.enums import OutcomeKind
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.outcomes.pages import outcome_url
from kuvend.foundation.outcomes.queries import outcome, texts_of
from kuvend.publication.changes.queries.blocks import TextDifference, text_difference
from kuvend.publication.changes.queries.landings import landed_in


@dataclass(frozen=True, slots=True)
class VersionLink:
    """A version of the text by its number and day."""

    number: int
    day: str


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Everything that the page of a difference shows; `difference` is None while there is only one version."""

    outcome: Outcome
    url: str
    versions: Sequence[VersionLink]
    difference: TextDifference | None


@dataclass(frozen=True, slots=True)
class OutcomeDifference:
    """A commitment or a milestone in the difference of a plan."""

    anchor: str
    commitment: bool
    number: str
    title: Any
    url: str
    difference_url: str
    difference: TextDifference | None
    added: bool


@dataclass(frozen=True, slots=True)
class PlanDifferencePage:
    """The draft of a plan beside its final text: each commitment with its milestones."""

    plan: Named
    outcomes: Sequence[OutcomeDifference]
    changed: int
    unchanged: int
    first_day: str


def difference_page(public_id: str, *, from_version: int | None, to_version: int | None) -> DifferencePage | None:
    """Return the difference of two versions of an outcome's text, the first and the current unless told.

    Returns None when there is no such outcome or version. Versions given the wrong way round are turned.
    """
    found = outcome(public_id)
    texts = {text.version: text for text in texts_of(found.pk)} if found else {}
    if found is None or not texts:
        return None
    pair = sorted((from_version or min(texts), to_version or max(texts)))
    if not all(number in texts for number in pair):
        return None
    compared = None
    if len(texts) > 1:
        landed = landed_in([found.pk]).get(found.pk, ())
        compared = text_difference(texts[pair[0]], texts[pair[1]], landed)
    return DifferencePage(
        outcome=found,
        url=outcome_url(found.kind, found.public_id),
        versions=[VersionLink(number, in_words(text.published_at)) for number, text in texts.items()],
        difference=compared,
    )


def plan_difference_page(public_id: str) -> PlanDifferencePage | None:
    """Return the difference of a plan's draft (the first version of each text) and its final text, or None."""
    plan = Plan.objects.select_related("process").filter(public_id=public_id).first()
    if plan is None:
        return None
    outcomes = _outcomes(plan)
    ids = [one.pk for one in outcomes]
    ends = Q(version=1) | Q(version=F("outcome__version"))
    texts: dict[int, dict[int, OutcomeText]] = {}
    for text in OutcomeText.objects.filter(ends, outcome_id__in=ids):
        texts.setdefault(text.outcome_id, {})[text.version] = text
    landed = landed_in([one.pk for one in outcomes if one.version > 1])
    first = min((one[1].published_at for one in texts.values() if 1 in one), default=None)
    rows = [_compared(one, texts.get(one.pk, {}), landed.get(one.pk, ()), first) for one in outcomes]
    changed = sum(bool(row.difference) or row.added for row in rows)
    return PlanDifferencePage(
        plan=Named(plan.process.title, page_url("plan_page", plan.public_id)),
        outcomes=rows,
        changed=changed,
        unchanged=len(rows) - changed,
        first_day=in_words(first),
    )


def _outcomes(plan: Plan) -> list[Outcome]:
    """Return the plan's commitments in its order, each followed by its milestones; two statements."""
    commitments = Commitment.objects.filter(goal__plan=plan).select_related("outcome").order_by("goal__place", "place")
    milestones: dict[int, list[Outcome]] = {}
    rows = Milestone.objects.filter(commitment__goal__plan=plan).select_related("outcome").order_by("place")
    for row in rows:
        milestones.setdefault(row.commitment_id, []).append(row.outcome)
    return [one for row in commitments for one in (row.outcome, *milestones.get(row.pk, ()))]


def _compared(one: Outcome, texts: dict[int, OutcomeText], landed: Sequence[Any], first: Any) -> OutcomeDifference:
    """Compare an outcome's first text with its current one; one whose first text is younger than the draft is new."""
    compared = text_difference(texts[1], texts[one.version], landed) if one.version > 1 else None
    if compared and not compared.changes and not compared.title_changed:
        compared = None  # changed and changed back
    return OutcomeDifference(
        anchor=f"o-{one.public_id}",
        commitment=one.kind == OutcomeKind.COMMITMENT,
        number=one.number,
        title=one.title,
        url=outcome_url(one.kind, one.public_id),
        difference_url=page_url("difference", one.public_id),
        difference=compared,
        added=1 in texts and first is not None and texts[1].published_at > first,
    )
