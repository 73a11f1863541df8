"""The plan as its file: from rows back to the document that `write_plan` writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from kuvend.accountability.plans.models import (
    Commitment,
    Component,
    GateItemDetail,
    GoalLead,
    Milestone,
    Plan,
    PlanInstitution,
    PolicyGoal,
    Supporting,
)
from kuvend.engines.formats.plan import documents, forms
from kuvend.engines.formats.plan.codes import IRM_CODES
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN, PlanDocument, Unknown
from kuvend.engines.formats.plan.making import Making
from kuvend.engines.plancheck import NOTHING_TOLD
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.processes.models import GateItem, Stage

Value = TypeVar("Value")


def find_plan(key: str | None) -> Plan | None:
    """Return the plan with a key, the one that ends last when none is given, or None."""
    plans = Plan.objects.select_related("process").order_by("-process__to_date", "-pk")
    return (plans.filter(process__key=key) if key else plans).first()


def plan_document(plan: Plan) -> PlanDocument:
    """Return the plan as a document: what was imported, with evidence and the submission that were told here since."""
    process = plan.process
    return PlanDocument(
        key=process.key,
        country=plan.country,
        title=dict(process.title),
        period=documents.Period(
            from_date=_date_of(plan.from_stated),
            to_date=_date_of(plan.to_stated),
            simulated=plan.period_simulated,
        ),
        summary=_value_or_unknown("summary", plan.unknown, dict(process.summary)),
        sources=tuple(documents.Source(**source) for source in plan.sources),
        institutions=_institutions(plan),
        policy_goals=_goals(plan),
        stages=_stages(plan),
        commitments=_commitments(plan),
        making=_making(plan),
        simulated=process.simulated,
    )


def _making(plan: Plan) -> Making | None:
    """Return how the plan was made; the day on which it was submitted here stands for what the file told of it."""
    making = _kept_making(plan)
    if plan.submitted_at is None:
        return making
    day = StatedDate.parse(local_date(plan.submitted_at).isoformat())
    return replace(making or NOTHING_TOLD, submitted=day)


def _kept_making(plan: Plan) -> Making | None:
    if plan.making is None:
        return None
    commitments = Commitment.objects.filter(goal__plan=plan).values_list("outcome__key", flat=True)
    return forms.making(plan.making, sources=[one["key"] for one in plan.sources], commitments=list(commitments))


def _date_of(value: str) -> StatedDate | Unknown:
    return UNKNOWN if value == UNKNOWN.value else StatedDate.parse(value)


def _value_or_unknown(field: str, unknown: Iterable[str], value: Value) -> Value | Unknown:
    """Return a column's value, or UNKNOWN when the plan says that no source tells it."""
    return UNKNOWN if field in unknown else value


def _institutions(plan: Plan) -> tuple[documents.Institution, ...]:
    """Return the institutions that the plan lists; a parent that only another plan lists is left to that one."""
    rows = PlanInstitution.objects.filter(plan=plan).select_related("institution__parent").order_by("place")
    listed = {row.institution.key: row.institution for row in rows}
    return tuple(
        documents.Institution(
            key=key,
            name=dict(institution.name),
            short=dict(institution.short_name),
            parent=institution.parent.key if institution.parent and institution.parent.key in listed else None,
        )
        for key, institution in listed.items()
    )


def _keys_by(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Return institution keys by the row that names them, in order."""
    keys: dict[int, list[str]] = {}
    for owner, key in rows:
        keys.setdefault(owner, []).append(key)
    return keys


def _goals(plan: Plan) -> tuple[documents.PolicyGoal, ...]:
    leads = GoalLead.objects.filter(goal__plan=plan).order_by("place")
    lead_keys = _keys_by(leads.values_list("goal_id", "institution__key"))
    components: dict[int, list[documents.Component]] = {}
    rows = Component.objects.filter(goal__plan=plan).select_related("leader").order_by("place")
    for row in rows:
        components.setdefault(row.goal_id, []).append(_component(row))
    return tuple(
        documents.PolicyGoal(
            key=goal.key,
            number=goal.number,
            title=dict(goal.title),
            lead=_value_or_unknown("lead", goal.unknown, tuple(lead_keys.get(goal.pk, ()))),
            sources=tuple(goal.sources),
            components=tuple(components.get(goal.pk, ())),
        )
        for goal in PolicyGoal.objects.filter(plan=plan).order_by("place")
    )


def _component(row: Component) -> documents.Component:
    return documents.Component(
        key=row.key,
        number=row.number,
        title=dict(row.title),
        leader=_value_or_unknown("leader", row.unknown, row.leader.key if row.leader else None),
        note=dict(row.note),
        sources=tuple(row.sources),
    )


def _stages(plan: Plan) -> tuple[documents.Stage, ...]:
    through = GateItem.actors.through.objects.filter(gateitem__stage__process=plan.process).order_by("pk")
    actors = _keys_by(through.values_list("gateitem_id", "institution__key"))
    items: dict[int, list[documents.GateItem]] = {}
    rows = GateItem.objects.filter(stage__process=plan.process).select_related("plan_detail").order_by("number")
    for row in rows:
        items.setdefault(row.stage_id, []).append(_item(row, actors.get(row.pk, [])))
    stages = Stage.objects.filter(process=plan.process).select_related("plan_detail").order_by("number")
    return tuple(
        documents.Stage(
            key=stage.key,
            title=dict(stage.title),
            from_date=stage.from_date,
            to_date=stage.to_date,
            sources=tuple(stage.plan_detail.sources) if hasattr(stage, "plan_detail") else (),
            items=tuple(items.get(stage.pk, ())),
        )
        for stage in stages
    )


def _item(row: GateItem, actors: list[str]) -> documents.GateItem:
    return documents.GateItem(
        key=row.key,
        text=dict(row.text),
        actors=tuple(actors),
        with_civil_society=row.with_civil_society,
        gate=row.side,
        after_consultation=row.after_consultation,
        computed=row.computed,
        evidence=_evidence(row),
    )


def _evidence(row: GateItem) -> documents.GateEvidence | Unknown | None:
    detail: GateItemDetail | None = getattr(row, "plan_detail", None)
    if row.confirmed_at is not None:
        return documents.GateEvidence(
            title=dict(row.evidence_title),
            url=row.evidence_url,
            day=detail.evidence_date if detail else None,
            simulated=bool(detail and detail.evidence_simulated),
        )
    return UNKNOWN if detail and detail.evidence_unknown else None


def _commitments(plan: Plan) -> tuple[documents.Commitment, ...]:
    supports = Supporting.objects.filter(commitment__goal__plan=plan).order_by("place")
    supporting = _keys_by(supports.values_list("commitment_id", "institution__key"))
    milestones: dict[int, list[documents.Milestone]] = {}
    rows = Milestone.objects.filter(commitment__goal__plan=plan).order_by("place")
    for row in rows.select_related("outcome__institution"):
        milestones.setdefault(row.commitment_id, []).append(_milestone(row))
    commitments = Commitment.objects.filter(goal__plan=plan).order_by("place")
    related = commitments.select_related("outcome__institution", "goal", "component")
    return tuple(
        _commitment(row, tuple(supporting.get(row.pk, ())), tuple(milestones.get(row.pk, ()))) for row in related
    )


def _commitment(
    row: Commitment, supporting: tuple[str, ...], milestones: tuple[documents.Milestone, ...]
) -> documents.Commitment:
    outcome = row.outcome
    columns: dict[str, Any] = {
        "ogp_code": row.ogp_code,
        "component": row.component.key if row.component else None,
        "lead": outcome.institution.key if outcome.institution else None,
        "supporting": supporting,
        "other_actors": tuple(row.other_actors),
        "problem": dict(row.problem),
        "solution": dict(row.solution),
        "results": dict(row.results),
        "values": tuple(row.values),
        "policy_areas": tuple(row.policy_areas),
        "from_date": row.from_date,
        "to_date": row.to_date,
        "irm": _irm(row),
        "milestones": milestones,
    }
    other_actors = _value_or_unknown("other_actors", row.unknown, tuple(row.other_actors))
    return documents.Commitment(
        key=outcome.key,
        number=outcome.number,
        title=dict(outcome.title),
        goal=row.goal.key,
        sources=tuple(row.sources),
        details=forms.commitment_details(row.details, other_actors),
        **{name: _value_or_unknown(name, row.unknown, value) for name, value in columns.items()},
    )


def _irm(row: Commitment) -> documents.IrmReview | None:
    codes = {name: str(getattr(row, f"irm_{name}")) for name in IRM_CODES}
    if not any(codes.values()):
        return None
    return documents.IrmReview(**codes, sources=tuple(row.irm_sources))


def _milestone(row: Milestone) -> documents.Milestone:
    lead = row.outcome.institution.key if row.lead_stated and row.outcome.institution else None
    return documents.Milestone(
        key=row.outcome.key,
        number=row.outcome.number,
        title=dict(row.outcome.title),
        deliverable=_value_or_unknown("deliverable", row.unknown, dict(row.deliverable)),
        from_date=_value_or_unknown("from_date", row.unknown, row.from_date),
        to_date=_value_or_unknown("to_date", row.unknown, row.to_date),
        lead=_value_or_unknown("lead", row.unknown, lead),
        simulated=row.simulated,
        details=forms.milestone_details(row.details),
    )
