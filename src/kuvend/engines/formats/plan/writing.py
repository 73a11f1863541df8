"""From a plan document to the canonical text of its file: fields in a fixed order, empty ones left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from kuvend.engines.formats.plan.codes import CIVIL_SOCIETY, FORMAT, IRM_CODES
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import (
    Commitment,
    Component,
    GateEvidence,
    GateItem,
    Institution,
    IrmReview,
    Milestone,
    PlanDocument,
    PolicyGoal,
    Source,
    Stage,
    Text,
    Unknown,
)
from kuvend.engines.formats.plan.forms import file_form_of, is_empty

WIDTH = 110


def write_plan(document: PlanDocument) -> str:
    """Return the file of a plan; the same document gives the same bytes."""
    plan = {
        "key": document.key,
        "country": document.country,
        "title": _text(document.title),
        "period": _given(
            {
                "from": document.period.from_date,
                "to": document.period.to_date,
                "simulated": document.period.simulated,
            }
        ),
        "summary": _text(document.summary),
        "sources": [_source(source) for source in document.sources],
    }
    whole = {
        "format": FORMAT,
        "simulated": document.simulated,
        "plan": _given(plan),
        "institutions": [_institution(one) for one in document.institutions],
        "policy_goals": [_goal(goal) for goal in document.policy_goals],
        "stages": [_stage(stage) for stage in document.stages],
        "commitments": [_commitment(one) for one in document.commitments],
        "making": file_form_of(document.making) if document.making else None,
    }
    return yaml.dump(_given(whole), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out each time: one day that two fields share would else become `*id001`, which is refused."""
        return True


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something, in plain YAML values."""
    return {name: _plain(value) for name, value in fields.items() if not is_empty(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return value.value
    if isinstance(value, StatedDate):
        return value.first_day() if value.day else str(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _text(text: Text | Unknown) -> dict[str, str] | Unknown:
    """Return a text with its languages in the order of their codes."""
    return text if isinstance(text, Unknown) else dict(sorted(text.items()))


def _source(source: Source) -> dict[str, Any]:
    return _given({"key": source.key, "title": source.title, "url": source.url, "language": source.language})


def _institution(one: Institution) -> dict[str, Any]:
    return _given({"key": one.key, "name": _text(one.name), "short": _text(one.short), "parent": one.parent})


def _goal(goal: PolicyGoal) -> dict[str, Any]:
    return _given(
        {
            "key": goal.key,
            "number": goal.number,
            "title": _text(goal.title),
            "lead": goal.lead,
            "sources": goal.sources,
            "components": [_component(component) for component in goal.components],
        }
    )


def _component(component: Component) -> dict[str, Any]:
    return _given(
        {
            "key": component.key,
            "number": component.number,
            "title": _text(component.title),
            "leader": component.leader,
            "note": _text(component.note),
            "sources": component.sources,
        }
    )


def _stage(stage: Stage) -> dict[str, Any]:
    return _given(
        {
            "key": stage.key,
            "title": _text(stage.title),
            "from": stage.from_date,
            "to": stage.to_date,
            "sources": stage.sources,
            "items": [_item(item) for item in stage.items],
        }
    )


def _item(item: GateItem) -> dict[str, Any]:
    evidence = _evidence(item.evidence) if isinstance(item.evidence, GateEvidence) else item.evidence
    return _given(
        {
            "key": item.key,
            "text": _text(item.text),
            "actors": [*item.actors, *([CIVIL_SOCIETY] if item.with_civil_society else [])],
            "gate": item.gate,
            "after_consultation": item.after_consultation,
            "computed": item.computed,
            "evidence": evidence,
        }
    )


def _evidence(evidence: GateEvidence) -> dict[str, Any]:
    return _given(
        {
            "title": _text(evidence.title),
            "url": evidence.url,
            "day": evidence.day,
            "simulated": evidence.simulated,
        }
    )


def _commitment(one: Commitment) -> dict[str, Any]:
    return _given(
        {
            "key": one.key,
            "number": one.number,
            "ogp_code": one.ogp_code,
            "title": _text(one.title),
            "goal": one.goal,
            "component": one.component,
            "lead": one.lead,
            "supporting": one.supporting,
            "other_actors": one.other_actors,
            "problem": _text(one.problem),
            "solution": _text(one.solution),
            "results": _text(one.results),
            "values": one.values,
            "policy_areas": one.policy_areas,
            "from": one.from_date,
            "to": one.to_date,
            "irm": _irm(one.irm) if isinstance(one.irm, IrmReview) else one.irm,
            **file_form_of(one.details),
            "milestones": _milestones(one.milestones),
            "sources": one.sources,
        }
    )


def _irm(review: IrmReview) -> dict[str, Any]:
    said = {name: getattr(review, name) for name in IRM_CODES}
    return _given({**said, "sources": review.sources})


def _milestones(milestones: Iterable[Milestone] | Unknown) -> list[dict[str, Any]] | Unknown:
    return milestones if isinstance(milestones, Unknown) else [_milestone(one) for one in milestones]


def _milestone(one: Milestone) -> dict[str, Any]:
    return _given(
        {
            "key": one.key,
            "number": one.number,
            "simulated": one.simulated,
            "title": _text(one.title),
            "deliverable": _text(one.deliverable),
            "from": one.from_date,
            "to": one.to_date,
            "lead": one.lead,
            **file_form_of(one.details),
        }
    )
