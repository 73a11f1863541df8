"""What a reviewer reads: the commitments to assess with what is open, and the bundle that shows how one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from kuvend.accountability.plans.enums import Status
from kuvend.accountability.plans.models import Assessment, Commitment, Milestone
from kuvend.accountability.plans.progress.queries.commitment_steps import Step, half_years, steps_of
from kuvend.accountability.plans.progress.queries.periods import PeriodsTable
from kuvend.accountability.plans.progress.queries.proofs import proofs_of
from kuvend.accountability.plans.progress.queries.reports import reports_of
from kuvend.accountability.plans.progress.queries.reviews import Review, published_review, review_part
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.wording import Named, Tag, page_url
from kuvend.foundation.outcomes.models import of_its_process
from kuvend.foundation.outcomes.queries import WentOn, texts_that_went_on
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import within


@dataclass(frozen=True, slots=True)
class ToAssess:
    """A commitment of a plan: its milestones, its reports, when it was assessed last, whether a draft is kept."""

    public_id: str
    number: str
    title: Any
    lead: Any
    milestones: int
    completed: int
    reports: int
    assessed_at: datetime | None
    draft_from: datetime | None
    went: Tag | None

    @property
    def waits(self) -> bool:
        """Whether nobody has assessed it; what stands for itself no more waits for nobody."""
        return self.assessed_at is None and self.went is None


@dataclass(frozen=True)
class PlanToAssess:
    """A plan with its commitments; `open` counts those that wait for it."""

    plan: Named
    rows: Sequence[ToAssess]

    @property
    def open(self) -> int:
        return sum(row.waits for row in self.rows)


@dataclass(frozen=True)
class Bundle:
    """What a reviewer reads beside the form of a commitment: how far it is, and what was found before."""

    commitment: Commitment
    steps: Sequence[Step]
    half_years: PeriodsTable | None
    published_review: Review | None
    reviews: Sequence[Review]


def to_assess(actor: Actor) -> list[PlanToAssess]:
    """Return the plans whose commitments the actor assesses, the latest first; two statements.

    Three where a commitment stands for itself no more: it can still be assessed.
    """
    rows = Commitment.objects.filter(assessed_by(actor)).select_related(
        "goal__plan__process", "outcome__institution", "outcome__form_draft"
    )
    rows = rows.annotate(last=Max("assessments__assessed_at")).order_by(
        "-goal__plan__process__from_date", "goal__plan_id", "place"
    )
    counts = _counts(rows)
    went = texts_that_went_on(row.outcome for row in rows)
    return [
        PlanToAssess(
            Named(plan.process.title, page_url("plan_page", plan.public_id)),
            [_row(one, counts.get(one.pk, (0, 0, 0)), went.get(one.outcome_id)) for one in several],
        )
        for plan, several in groupby(rows, key=lambda one: one.goal.plan)
    ]


def assessed_by(actor: Actor) -> Q:
    """Return the condition on commitments that mirrors `rules.may_assess_commitment`."""
    return within(actor, [Role.IRM_REVIEWER], "outcome__scope__path")


def _counts(rows: QuerySet[Commitment]) -> dict[int, tuple[int, int, int]]:
    """Return milestones, completed ones and reports by commitment."""
    own = Milestone.objects.filter(of_its_process("outcome__"), commitment__in=rows.order_by().values("pk"))
    counted = own.values_list("commitment_id")
    completed = Count("pk", filter=Q(status=Status.COMPLETED), distinct=True)
    counts = counted.annotate(every=Count("pk", distinct=True), done=completed, told=Count("reports", distinct=True))
    return {pk: (every, done, reports) for pk, every, done, reports in counts.order_by()}


def _row(row: Any, counts: tuple[int, int, int], went: WentOn | None) -> ToAssess:
    draft, lead = getattr(row.outcome, "form_draft", None), row.outcome.institution
    return ToAssess(
        public_id=row.outcome.public_id,
        number=row.outcome.number,
        title=row.outcome.title,
        lead=lead.name if lead else "",
        milestones=counts[0],
        completed=counts[1],
        reports=counts[2],
        assessed_at=row.last,
        draft_from=draft.edited_at if draft else None,
        went=None if went is None or went.is_counted else went.tag,
    )


def commitment_to_assess(public_id: str) -> Commitment | None:
    """Return a commitment with what its assessment asks for, or None."""
    related = ("outcome__scope", "outcome__institution", "goal__plan__process")
    return Commitment.objects.select_related(*related).filter(outcome__public_id=public_id).first()


def bundle_of(row: Commitment, *, at: datetime) -> Bundle:
    """Return the words of a commitment with its milestones, their reports and evidence, and earlier assessments.

    `row` as `commitment_to_assess` returns it.
    """
    milestones = list(Milestone.objects.filter(commitment=row).select_related("outcome").order_by("place"))
    reports = reports_of([milestone.pk for milestone in milestones])
    assessments = list(Assessment.objects.filter(commitment=row).order_by("-assessed_at", "-pk"))
    report_ids = [report.public_id for several in reports.values() for report in several]
    proofs = proofs_of([*report_ids, *(assessment.public_id for assessment in assessments)])
    went = texts_that_went_on([row.outcome, *(milestone.outcome for milestone in milestones)])
    today = local_date(at)
    return Bundle(
        commitment=row,
        steps=steps_of(row, milestones, reports, proofs, went=went, today=today),
        half_years=half_years(row, milestones, reports, today=today),
        published_review=published_review(row, {source["key"]: source for source in row.goal.plan.sources}),
        reviews=[review_part(assessment, proofs) for assessment in assessments],
    )
