"""The commitments of a plan on their way into the database: rows, and the words of their outcomes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kuvend.accountability.plans.document.actions.institutions import Institutions
from kuvend.accountability.plans.document.actions.ordering import keep_supporting
from kuvend.accountability.plans.document.actions.values import paragraphs, text, unknown_fields, value_or
from kuvend.accountability.plans.enums import COMMITMENT, MILESTONE
from kuvend.accountability.plans.models import Commitment, Milestone, PolicyGoal
from kuvend.engines.formats.plan import documents
from kuvend.engines.formats.plan.codes import IRM_CODES
from kuvend.engines.formats.plan.documents import IrmReview
from kuvend.engines.formats.plan.forms import form_of
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor

COMMITMENT_FIELDS = (
    "ogp_code", "component", "lead", "supporting", "other_actors", "problem", "solution", "results", "values",
    "policy_areas", "from_date", "to_date", "irm", "milestones",
)  # fmt: skip
MILESTONE_FIELDS = ("deliverable", "from_date", "to_date", "lead")


def keep_commitment(
    goal: PolicyGoal,
    place: int,
    entry: documents.Commitment,
    institutions: Institutions,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep a commitment with its milestones; words that changed become a new version of its text."""
    component_key, lead = value_or(entry.component, None), value_or(entry.lead, None)
    component = next((one for one in goal.components.all() if one.key == component_key), None)
    outcome = _keep_outcome(goal, COMMITMENT, entry.key, entry.number)
    outcome.institution = institutions[lead] if lead else None
    outcome.scope = component.scope if component else goal.scope
    outcome.save()
    commitment, _created = Commitment.objects.update_or_create(
        outcome=outcome,
        defaults={"goal": goal, "component": component, "place": place, **_columns(entry)},
    )
    keep_supporting(commitment, [institutions[key] for key in value_or(entry.supporting, ())])
    body = paragraphs(entry.problem, entry.solution, entry.results)
    publish_text(actor=actor, outcome=outcome, title=text(entry.title), body=body, at=at)
    for number, milestone in enumerate(value_or(entry.milestones, ())):
        _keep_milestone(commitment, number, milestone, institutions, actor=actor, at=at)


def _columns(entry: documents.Commitment) -> dict[str, Any]:
    """Return the columns that are the file's fields word for word."""
    irm = entry.irm if isinstance(entry.irm, IrmReview) else IrmReview()
    return {
        "ogp_code": value_or(entry.ogp_code, ""),
        "other_actors": list(value_or(entry.other_actors, ())),
        "problem": text(entry.problem),
        "solution": text(entry.solution),
        "results": text(entry.results),
        "values": list(value_or(entry.values, ())),
        "policy_areas": list(value_or(entry.policy_areas, ())),
        "from_date": value_or(entry.from_date, None),
        "to_date": value_or(entry.to_date, None),
        "sources": list(entry.sources),
        "unknown": unknown_fields(entry, COMMITMENT_FIELDS),
        "details": form_of(entry.details),
        "irm_sources": list(irm.sources),
        **{f"irm_{name}": getattr(irm, name) for name in IRM_CODES},
    }


def _keep_outcome(goal: PolicyGoal, kind: str, key: str, number: str) -> Outcome:
    outcome, _created = Outcome.objects.update_or_create(
        process=goal.plan.process,
        kind=kind,
        key=key,
        defaults={"number": number},
        create_defaults={"number": number, "scope": goal.scope},
    )
    return outcome


def _keep_milestone(
    commitment: Commitment,
    place: int,
    entry: documents.Milestone,
    institutions: Institutions,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    own_lead = value_or(entry.lead, None)
    outcome = _keep_outcome(commitment.goal, MILESTONE, entry.key, entry.number)
    outcome.institution = institutions[own_lead] if own_lead else commitment.outcome.institution
    outcome.scope = commitment.outcome.scope
    outcome.save()
    Milestone.objects.update_or_create(
        outcome=outcome,
        defaults={
            "commitment": commitment,
            "place": place,
            "deliverable": text(entry.deliverable),
            "from_date": value_or(entry.from_date, None),
            "to_date": value_or(entry.to_date, None),
            "lead_stated": own_lead is not None,
            "simulated": entry.simulated,
            "unknown": unknown_fields(entry, MILESTONE_FIELDS),
            "details": form_of(entry.details),
        },
    )
    publish_text(actor=actor, outcome=outcome, title=text(entry.title), body=text(entry.deliverable), at=at)
