"""The page of a commitment and the page of a milestone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, OuterRef
from django.db.models.functions import JSONObject

from kuvend.accountability.plans.document.queries.details import DetailsPart, details_of, details_part
from kuvend.accountability.plans.document.queries.links import Links, OriginWords, links_of, named_origins
from kuvend.accountability.plans.document.queries.share import share_of_commitment, share_of_milestone
from kuvend.accountability.plans.models import Assessment, Commitment, Milestone, Report, Supporting
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.accountability.plans.progress.queries.commitment_steps import Step, half_years, steps_of
from kuvend.accountability.plans.progress.queries.milestone import Standing, standing_of
from kuvend.accountability.plans.progress.queries.periods import PeriodsTable
from kuvend.accountability.plans.progress.queries.planned import PlannedPart, planned_part
from kuvend.accountability.plans.progress.queries.proofs import proofs_of
from kuvend.accountability.plans.progress.queries.reports import (
    LandedWords,
    MilestonePart,
    landed_words,
    milestone_part,
    reports_of,
)
from kuvend.accountability.plans.progress.queries.reviews import Review, published_review, review_part
from kuvend.accountability.plans.progress.queries.rows import institution_name, status_tag
from kuvend.foundation.contributions.queries import Branch, comments_about
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.paging import Page
from kuvend.foundation.core.sharing import Share
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import Named, Tag, in_words, page_url, span
from kuvend.foundation.outcomes.models import Outcome, of_its_process
from kuvend.foundation.outcomes.queries import SuccessionPart, succession_of, texts_that_went_on
from kuvend.foundation.outcomes.rules import may_be_commented
from kuvend.foundation.record.proofs import Proofs

SUPPORTING = ArraySubquery(
    Supporting.objects.filter(commitment=OuterRef("pk"))
    .order_by("place")
    .values(json=JSONObject(name="institution__name", public_id="institution__public_id"))
)


@dataclass(frozen=True)
class OutcomePart:
    """What the pages of all outcomes share."""

    outcome: Outcome
    lead: Named | None
    plan: Named
    days: str
    comments: Page[Branch]
    comment_count: int
    comments_until: str
    landed: Sequence[LandedWords]
    words_proof: str
    succession: SuccessionPart


@dataclass(frozen=True)
class CommitmentPage:
    """Everything that the page of a commitment shows."""

    shared: OutcomePart
    commitment: Commitment
    goal: Named
    component: Named | None
    details: DetailsPart
    links: Links
    origins: Sequence[OriginWords]
    supporting: Sequence[Named]
    progress: Tag
    steps: Sequence[Step]
    half_years: PeriodsTable | None
    milestones: int
    completed: int
    published_review: Review | None
    reviews: Sequence[Review]
    sources: Sequence[dict[str, str]]

    @property
    def share(self) -> Share:
        """What is told of it where somebody links to it."""
        return share_of_commitment(self.commitment, self.progress, completed=self.completed, milestones=self.milestones)


@dataclass(frozen=True)
class MilestonePage:
    """Everything that the page of a milestone shows."""

    shared: OutcomePart
    milestone: Milestone
    part: MilestonePart
    planned: PlannedPart
    commitment: Named
    standing: Standing

    @property
    def share(self) -> Share:
        """What is told of it where somebody links to it."""
        return share_of_milestone(self.milestone, self.part.status)


def commitment_page(public_id: str, *, at: datetime, after: str = "") -> CommitmentPage | None:
    """Return the page of a commitment, or None; `after` is the key of its comments' page."""
    related = (
        "outcome__institution", "outcome__activity", "outcome__scope", "goal__plan__process", "component__leader",
    )  # fmt: skip
    rows = Commitment.objects.select_related(*related).annotate(supporters=SUPPORTING)
    row = rows.filter(outcome__public_id=public_id).first()
    if row is None:
        return None
    details = details_of(row)
    in_plan = ExpressionWrapper(of_its_process("outcome__"), output_field=BooleanField())
    milestones = list(
        Milestone.objects.filter(commitment=row).annotate(in_plan=in_plan).select_related("outcome").order_by("place")
    )
    reports = reports_of([one.pk for one in milestones])
    assessments = list(Assessment.objects.filter(commitment=row).order_by("-assessed_at", "-pk"))
    report_ids = [one.public_id for several in reports.values() for one in several]
    proofs = proofs_of([row.outcome.public_id, *report_ids, *(one.public_id for one in assessments)])
    today, counted = local_date(at), [one for one in milestones if one.in_plan]
    went = texts_that_went_on([row.outcome, *(one.outcome for one in milestones)])
    landed = landed_words([row.outcome_id, *(one.outcome_id for one in milestones)])
    sources = {source["key"]: source for source in row.goal.plan.sources}
    return CommitmentPage(
        shared=_shared(row.outcome, row.goal.plan, span(row.from_date, row.to_date), landed, proofs, at, after),
        commitment=row,
        goal=Named(row.goal.title, page_url("policy_goal", row.goal.public_id)),
        component=_component(row),
        details=details_part(row, details, milestones=len(milestones)),
        links=links_of(row, details),
        origins=named_origins(details, landed_urls=[one.url for one in landed]),
        supporting=[Named(Localized(one["name"]), page_url("institution", one["public_id"])) for one in row.supporters],
        progress=status_tag(progress_of([one.status for one in counted])),
        steps=steps_of(row, milestones, reports, proofs, went=went, today=today),
        half_years=half_years(row, milestones, reports, today=today),
        milestones=len(counted),
        completed=sum(one.status == "completed" for one in counted),
        published_review=published_review(row, sources),
        reviews=[review_part(one, proofs) for one in assessments],
        sources=[sources[key] for key in row.sources if key in sources],
    )


def _shared(
    outcome: Outcome,
    plan: Any,
    days: str,
    landed: Sequence[LandedWords],
    proofs: Proofs,
    at: datetime,
    after: str,
) -> OutcomePart:
    activity = outcome.activity
    is_open = activity is not None and activity.opens_at <= at < activity.end
    takes_words = is_open and bool(may_be_commented(outcome))
    return OutcomePart(
        outcome=outcome,
        lead=institution_name(outcome.institution),
        plan=Named(plan.process.title, page_url("plan_page", plan.public_id)),
        days=days,
        comments=comments_about(outcome.pk, takes_replies=is_open, after=after) if outcome.comment_count else Page([]),
        comment_count=outcome.comment_count,
        comments_until=in_words(activity.last_day) if activity and takes_words else "",
        landed=landed,
        words_proof=proofs.url("outcome_text_published", outcome.public_id),
        succession=succession_of(outcome),
    )


def _component(row: Commitment) -> Named | None:
    return Named(row.component.title, page_url("component", row.component.public_id)) if row.component else None


def milestone_of_report(public_id: str) -> str | None:
    """Return the public id of the milestone that a report tells of; None for an unknown report."""
    rows = Report.objects.filter(public_id=public_id).values_list("milestone__outcome__public_id", flat=True)
    return rows.first()


def milestone_page(public_id: str, *, at: datetime, after: str = "") -> MilestonePage | None:
    """Return the page of a milestone, or None; `after` is the key of its comments' page."""
    related = (
        "outcome__institution", "outcome__activity", "outcome__scope", "commitment__outcome",
        "commitment__goal__plan__process",
    )  # fmt: skip
    row = Milestone.objects.select_related(*related).filter(outcome__public_id=public_id).first()
    if row is None:
        return None
    reports = reports_of([row.pk])
    proofs = proofs_of([row.outcome.public_id, *(one.public_id for one in reports.get(row.pk, ()))])
    above = row.commitment.outcome
    landed = landed_words([row.outcome_id])
    plan = row.commitment.goal.plan
    return MilestonePage(
        shared=_shared(row.outcome, plan, span(row.from_date, row.to_date), landed, proofs, at, after),
        milestone=row,
        part=milestone_part(row, reports, proofs, texts_that_went_on([row.outcome, above])),
        planned=planned_part(row),
        commitment=Named(f"{above.number}. {above.title}", page_url("commitment", above.public_id)),
        standing=standing_of(row, reports.get(row.pk, ()), today=local_date(at)),
    )
