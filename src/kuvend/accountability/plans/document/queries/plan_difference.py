"""The draft of a whole plan beside its final text: each changed passage with the contributions it came from.

The draft is what stood in public on the day on which people could first comment on the plan's commitments; where they
never could, the first text. Any other day of publication may be chosen instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min

from kuvend.accountability.plans.enums import COMMITMENT
from kuvend.accountability.plans.models import Commitment, Milestone, Plan
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.wording import Named, in_words, page_url
from kuvend.foundation.outcomes.differences import Differences
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.responses.landings import LandedHere, landed_in
from kuvend.foundation.responses.text_difference import TextDifference, text_difference

Texts = dict[int, list[OutcomeText]]


@dataclass(frozen=True, slots=True)
class OutcomeDifference:
    """A commitment or a milestone in the difference of a plan; `landed` is what landed in one that is new."""

    anchor: str
    commitment: bool
    number: str
    title: Any
    url: str
    difference_url: str
    difference: TextDifference | None
    added: bool
    landed: Sequence[LandedHere]


@dataclass(frozen=True, slots=True)
class DraftLink:
    """A day on which texts of the plan were published, with its number in the order of time."""

    number: int
    day: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PlanDifferencePage:
    """The draft of a plan beside its final text: each commitment with its milestones."""

    plan: Named
    outcomes: Sequence[OutcomeDifference]
    changed: int
    unchanged: int
    drafts: Sequence[DraftLink]
    draft_day: str
    final_day: str


def plan_difference_page(public_id: str, *, draft: int | None = None) -> PlanDifferencePage | None:
    """Return the difference of a plan's draft and its final text, or None when there is no such plan or draft.

    `draft` is the number of a publication, 1 for the first; without one it is that on which people could comment.
    """
    plan = Plan.objects.select_related("process").filter(public_id=public_id).first()
    if plan is None:
        return None
    outcomes = _outcomes(plan)
    texts = _texts(outcomes)
    moments = sorted({text.published_at for versions in texts.values() for text in versions})
    number = _commented(outcomes, moments) if draft is None else draft
    if draft is not None and not 1 <= draft <= len(moments):
        return None
    at = moments[number - 1] if moments else None
    landed = landed_in([one.pk for one in outcomes])
    drafts = {one.pk: _draft(texts.get(one.pk, []), at) for one in outcomes}
    differences = Differences((draft, texts[pk][-1]) for pk, draft in drafts.items() if draft)
    rows = [
        _compared(outcome, drafts[outcome.pk], texts.get(outcome.pk, []), landed.get(outcome.pk, ()), differences)
        for outcome in outcomes
    ]
    changed = sum(bool(row.difference) or row.added for row in rows)
    return PlanDifferencePage(
        plan=Named(plan.process.title, page_url("plan_page", plan.public_id)),
        outcomes=rows,
        changed=changed,
        unchanged=len(rows) - changed,
        drafts=[DraftLink(place, in_words(one), place == number) for place, one in enumerate(moments[:-1], start=1)],
        draft_day=in_words(at),
        final_day=in_words(moments[-1] if moments else None),
    )


def _outcomes(plan: Plan) -> list[Outcome]:
    """Return the plan's commitments in its order, each followed by its milestones; two statements."""
    commitments = Commitment.objects.filter(goal__plan=plan).select_related("outcome").order_by("goal__place", "place")
    milestones: dict[int, list[Outcome]] = {}
    rows = Milestone.objects.filter(commitment__goal__plan=plan).select_related("outcome").order_by("place")
    for row in rows:
        milestones.setdefault(row.commitment_id, []).append(row.outcome)
    return [one for row in commitments for one in (row.outcome, *milestones.get(row.pk, ()))]


def _texts(outcomes: Sequence[Outcome]) -> Texts:
    """Return all versions of the outcomes' texts, the first version first."""
    texts: Texts = {}
    for text in OutcomeText.objects.filter(outcome_id__in=[one.pk for one in outcomes]).order_by("version"):
        texts.setdefault(text.outcome_id, []).append(text)
    return texts


def _commented(outcomes: Sequence[Outcome], moments: Sequence[datetime]) -> int:
    """Return the number of the publication on which people could first comment, 1 when they never could."""
    ids = [one.pk for one in outcomes]
    opened = Outcome.objects.filter(pk__in=ids).aggregate(first=Min("activity__opens_at"))["first"]
    if opened is None:
        return 1
    return max(1, sum(local_date(moment) <= local_date(opened) for moment in moments[:-1]))


def _draft(texts: Sequence[OutcomeText], at: datetime | None) -> OutcomeText | None:
    """Return the version that stood in public at a moment."""
    return next((text for text in reversed(texts) if at is not None and text.published_at <= at), None)


def _compared(
    outcome: Outcome,
    draft: OutcomeText | None,
    texts: Sequence[OutcomeText],
    landed: Sequence[LandedHere],
    differences: Differences,
) -> OutcomeDifference:
    """Compare what stood there at the draft with the current text; what did not stand there is new."""
    compared = None
    if draft and draft.version < outcome.version:
        compared = text_difference(draft, texts[-1], landed, differences)
        if not compared.changes and not compared.title_changed:
            compared = None  # changed and changed back
    added = bool(texts) and draft is None
    return OutcomeDifference(
        anchor=f"o-{outcome.public_id}",
        commitment=outcome.kind == COMMITMENT,
        number=outcome.number,
        title=outcome.title,
        url=outcome_url(outcome.kind, outcome.public_id),
        difference_url=page_url("difference", outcome.public_id),
        difference=compared,
        added=added,
        landed=landed if added else (),
    )
