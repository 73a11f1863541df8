"""Action plans: what a government promises, in commitments and milestones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import Status, Value
from kuvend.accountability.plans.models import Commitment, Milestone, Plan, Supporting
from kuvend.accountability.plans.progress.progress import progress_of
from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import (
    Column,
    Dataset,
    Filter,
    Kind,
    Section,
    day,
    listed,
    localized,
    moment,
    number,
    text,
    yes_no,
)
from kuvend.foundation.outcomes.models import of_its_process

PLANS = Dataset(
    name="plans",
    section=Section.DELIVERY,
    title=_("Action plans"),
    holds=_("Each action plan with its days and its version."),
    rows=lambda today: Plan.objects.filter(version__gte=1),
    columns=(
        text("id", "public_id", "the public id"),
        text("process", "process__public_id", "the process that makes and carries it out"),
        text("key", "process__key", "a name that does not change"),
        localized("title", "process__title", "the title"),
        localized("summary", "process__summary", "what it is about"),
        text("country", "country", "the country (ISO 3166-1)"),
        day("from_date", "process__from_date", "the first day"),
        day("to_date", "process__to_date", "the last day"),
        number("version", "version", "1, and more after changes"),
        moment("published_at", "published_at", "when this version was published"),
        moment("submitted_at", "submitted_at", "when it was submitted to OGP here"),
    ),
    filters={"process": filters.process(), "key": Filter("process__key", str, "the plan of this key")},
    sorts=("from_date",),
)


def _progress(statuses: Any) -> str:
    """The status of a commitment with milestones of these statuses, by the rule of the plans' room."""
    return str(progress_of(statuses or ()) or "")


def _details(details: Any) -> dict[str, Any]:
    """What the plan says besides; of a named contact name and position, the rest stands in the plan itself."""
    contact = (details or {}).get("contact")
    if not isinstance(contact, dict):
        return dict(details or {})
    return {**details, "contact": {name: contact[name] for name in ("name", "position") if name in contact}}


def _serves(value: str) -> Q:
    return Q(values__contains=[value])


SUPPORTING = Supporting.objects.filter(commitment=OuterRef("pk")).order_by("place")
STEPS = Milestone.objects.filter(of_its_process("outcome__"), commitment=OuterRef("pk")).order_by("place")
WENT_ON = "continues in others or was left aside (successions): counts leave it out, unless another plan carries it on"
IRM = "as the published IRM review found"

COMMITMENTS = Dataset(
    name="commitments",
    section=Section.DELIVERY,
    title=_("Commitments"),
    holds=_("What each plan promises: problem, solution, results wanted, who leads, and how far it is."),
    rows=lambda today: Commitment.objects.filter(goal__plan__version__gte=1),
    columns=(
        text("id", "outcome__public_id", "the public id"),
        text("plan", "goal__plan__public_id", "the plan"),
        text("goal", "goal__public_id", "the policy goal"),
        localized("goal_title", "goal__title", "the title of the policy goal"),
        text("component", "component__public_id", "the component, if any"),
        text("number", "outcome__number", "the official number"),
        text("ogp_code", "ogp_code", "the code of the Open Government Partnership"),
        localized("title", "outcome__title", "the title"),
        text("institution", "outcome__institution__public_id", "the institution that leads"),
        listed("supporting", ArraySubquery(SUPPORTING.values("institution__public_id")), "institutions that support"),
        listed("other_actors", "other_actors", "organisations that take part"),
        localized("problem", "problem", "the problem"),
        localized("solution", "solution", "the solution"),
        localized("results", "results", "the results wanted"),
        listed("values", "values", "the OGP values that it serves"),
        listed("policy_areas", "policy_areas", "policy areas"),
        day("from_date", "from_date", "the first day"),
        day("to_date", "to_date", "the last day"),
        Column("status", ArraySubquery(STEPS.values("status")), "how far it is, by its milestones", read=_progress),
        text("irm_verifiable", "irm_verifiable", f"whether it can be verified, {IRM}"),
        text("irm_open_gov_lens", "irm_open_gov_lens", f"whether it serves open government, {IRM}"),
        text("irm_ambition", "irm_ambition", f"ambition, {IRM}"),
        text("irm_potential", "irm_potential", f"potential for results, {IRM}"),
        text("irm_completion", "irm_completion", f"completion, {IRM}"),
        text("irm_early_results", "irm_early_results", f"early results, {IRM}"),
        Column(
            "details", "details", "baseline, causes, cost, contact and whatever else the plan says", Kind.TREE, _details
        ),
        number("comment_count", "outcome__comment_count", "published comments about it"),
        number("landing_count", "outcome__landing_count", "answers whose words went into it"),
        yes_no("continues", "outcome__continues", f"whether it {WENT_ON}"),
    ),
    filters={
        "plan": filters.by_id("goal__plan", "a plan"),
        "institution": filters.institution("outcome__institution"),
        "value": Filter(_serves, Value.values, "an OGP value that it serves"),
    },
    address="outcome__public_id",
)

MILESTONES = Dataset(
    name="milestones",
    section=Section.DELIVERY,
    title=_("Milestones"),
    holds=_("The measurable steps of each commitment, with their days and the status last reported."),
    rows=lambda today: Milestone.objects.filter(commitment__goal__plan__version__gte=1),
    columns=(
        text("id", "outcome__public_id", "the public id"),
        text("commitment", "commitment__outcome__public_id", "the commitment"),
        text("plan", "commitment__goal__plan__public_id", "the plan"),
        text("number", "outcome__number", "the official number"),
        localized("title", "outcome__title", "the title"),
        localized("deliverable", "deliverable", "what is delivered"),
        text("institution", "outcome__institution__public_id", "the institution that leads"),
        day("from_date", "from_date", "the first day"),
        day("to_date", "to_date", "the last day"),
        text("status", "status", "the status last reported; empty before the first report"),
        text("last_report", "last_report__public_id", "the report that says so"),
        Column("details", "details", "evidence type, audience and indicators, as the plan says them", Kind.TREE),
        yes_no("simulated", "simulated", "true in the demonstration: nothing of it happened"),
        yes_no("continues", "outcome__continues", f"whether it {WENT_ON}"),
    ),
    filters={
        "plan": filters.by_id("commitment__goal__plan", "a plan"),
        "commitment": filters.by_id("commitment__outcome", "a commitment"),
        "institution": filters.institution("outcome__institution"),
        "status": filters.one_of("status", Status.values, "the status last reported"),
        **filters.span("to_date", "due", "due", date),
    },
    address="outcome__public_id",
)

PLAN_DATASETS: tuple[Dataset, ...] = (PLANS, COMMITMENTS, MILESTONES)
